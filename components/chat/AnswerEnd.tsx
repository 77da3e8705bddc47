import { CircleAlert } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { selectOnlyAdminsWrite } from '../../client/select/silence.ts';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { useRetry } from './useRetry.ts';

const AgainButton = lazy(() =>
  import('../choices/AgainButton.tsx').then((module) => ({ default: module.AgainButton })),
);
const RaiseBudget = lazy(() => import('./RaiseBudget.tsx').then((module) => ({ default: module.RaiseBudget })));
const ModelsLink = lazy(() => import('../models/ModelsLink.tsx').then((module) => ({ default: module.ModelsLink })));

/** Below an answer that did not end well: why, and the way on. */
export function AnswerEnd({ message }: { message: Message }) {
  const t = useT('chat');
  const tUi = useT('ui');
  const retry = useRetry(message);
  const mayWrite = useWaggleState((state) => !selectOnlyAdminsWrite(state, message.chatId));
  if (message.status === 'complete' || message.status === 'streaming') return null;
  const why = message.failure === null ? '' : t(`failure.${message.failure}`);
  const first = message.status === 'failed' ? '' : message.status === 'cut' ? t('cut') : t('stopped');
  const begun = message.text !== '' && message.status !== 'failed';
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm pointer-coarse:gap-y-2">
      <p className={message.status === 'stopped' ? 'text-muted' : 'flex items-start gap-1.5 text-danger'}>
        {message.status !== 'stopped' && <CircleAlert aria-hidden size={16} className="mt-px shrink-0" />}
        <span>{[first, why].filter(Boolean).join(' ')}</span>
      </p>
      {message.failure === 'over-budget' && (
        <Suspense>
          <RaiseBudget message={message} />
        </Suspense>
      )}
      {message.failure === 'no-local-model' && (
        <Suspense>
          <ModelsLink className="bubble-action -ml-1.5" />
        </Suspense>
      )}
      {mayWrite && (
        <span className="-ml-1.5 flex flex-wrap gap-x-1">
          {begun && (
            <button
              type="button"
              className="bubble-action"
              onClick={() => {
                retry('continue');
              }}
            >
              {t('continue')}
            </button>
          )}
          <button
            type="button"
            className="bubble-action"
            onClick={() => {
              retry('again');
            }}
          >
            {tUi('tryAgain')}
          </button>
          <Suspense>
            <AgainButton message={message} text={t('anotherModel')} />
          </Suspense>
        </span>
      )}
    </div>
  );
}
