import type { Message } from '../../shared/message.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { CodeBlock } from '../markdown/CodeBlock.tsx';
import { CallInputView, LongText } from './CallInputView.tsx';
import { Findings } from './Findings.tsx';
import { type CallState, useCall } from './useCall.ts';
import { visible } from './visible.ts';

/** All of what a tool was given and of what came of it. */
export function CallDetails({ message, card }: { message: Message; card: ToolCard }) {
  const t = useT('cards');
  const state = useCall(message, card);
  if (state.kind !== 'there') {
    return (
      <div className="card-details">
        <NotThere state={state} />
      </div>
    );
  }
  const { input, result } = state.call;
  return (
    <div className="card-details">
      <Findings findings={card.findings ?? []} />
      {card.diff !== undefined && <DiffText text={card.diff} />}
      <CallInputView tool={card.tool} input={input} />
      <LongText label={t('result')} text={result.trim() === '' ? t('noResult') : result} />
    </div>
  );
}

/** Lines that went and came, each with its sign. */
function DiffText({ text }: { text: string }) {
  return (
    <div className="card-code">
      <CodeBlock>
        <code className="language-diff">{visible(text)}</code>
      </CodeBlock>
    </div>
  );
}

/** In place of what is being fetched, or could not be. */
export function NotThere({ state }: { state: Exclude<CallState, { kind: 'there' }> }) {
  const t = useT('cards');
  const tUi = useT('ui');
  const failureText = useFailureText();
  if (state.kind === 'loading') return <p className="text-sm text-muted">{t('loading')}</p>;
  return (
    <p role="alert" className="text-sm text-danger">
      {failureText(state.failure)}{' '}
      <button type="button" className="bubble-action" onClick={state.again}>
        {tUi('tryAgain')}
      </button>
    </p>
  );
}
