import { useEffect } from 'react';
import type { ActionName } from '../../client/action.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

const words = {
  'message:react': 'react',
  'message:edit': 'edit',
  'message:delete': 'delete',
  'message:pin': 'pin',
  'message:vote': 'vote',
  'poll:close': 'close',
  'appointment:answer': 'answer',
  'appointment:cancel': 'cancel',
  'message:star': 'star',
  'message:hide': 'hide',
  'chat:set': 'set',
} as const satisfies Record<ActionName, string>;

/** Says what the server would not do, which is gone from the screen again, and why. */
export function useRefusals(): void {
  const t = useT('actions');
  const waggle = useWaggle();
  const failureText = useFailureText();
  useEffect(
    () =>
      waggle.onRefused(({ action, failure }) => {
        const what = t(`refused.${words[action.name]}`);
        showToast({ kind: 'failure', lasts: 8000, text: `${what} ${failureText(failure)}` });
      }),
    [t, waggle, failureText],
  );
}
