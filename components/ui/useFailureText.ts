import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';

/** Words a failed answer in the person's language: by its reason where there are words for it, else by its code. */
export function useFailureText(): (failure: Failure) => string {
  const t = useT('failure');
  return ({ code, reason, retryAfterMs }) => {
    const exact = `reason.${reason ?? ''}` as Parameters<typeof t.has>[0];
    if (reason !== undefined && t.has(exact)) return t(exact);
    if (code === 'rate-limited' && retryAfterMs !== undefined && retryAfterMs > 0) {
      return t('wait', { seconds: Math.ceil(retryAfterMs / 1000) });
    }
    return t(`code.${code}`);
  };
}
