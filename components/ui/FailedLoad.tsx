import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { useFailureText } from './useFailureText.ts';

export type FailedLoadProps = { failure: Failure; onRetry: () => void };

/** In the place of what could not be loaded: why, and another try. */
export function FailedLoad({ failure, onRetry }: FailedLoadProps) {
  const words = useT('ui');
  const failureText = useFailureText();
  return (
    <div className="flex flex-col items-start gap-3">
      <Notice kind="failure">{failureText(failure)}</Notice>
      <Button onClick={onRetry}>{words('tryAgain')}</Button>
    </div>
  );
}
