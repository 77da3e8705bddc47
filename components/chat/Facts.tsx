import { useFormatter } from 'use-intl';
import { contactIn, selectContacts, selectMe } from '../../client/select/contacts.ts';
import { readBecause } from '../../shared/because.ts';
import type { AnswerFacts, AnswerShare, Message } from '../../shared/message.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { useContactName } from './useContactName.ts';
import { useFlaw } from './useFlaw.ts';

type FactsProps = { message: Message; facts: AnswerFacts };

/** How an answer was made: model, time, tokens, cost, and why this model. */
export function Facts(props: FactsProps) {
  return (
    <LaterWords>
      <Made {...props} />
    </LaterWords>
  );
}

function Made({ message: { chatId, runId }, facts }: FactsProps) {
  const t = useT('facts');
  const tChat = useT('chat');
  const askedBy = useWaggleState(
    (state) => (runId === null ? null : state.chats[chatId]?.runs[runId]?.askedBy) ?? null,
  );
  const isMine = useWaggleState((state) => selectMe(state) === askedBy);
  const format = useFormatter();
  const cost = useCost();
  const flaw = useFlaw();
  const seconds = (ms: number) => format.number(ms / 1000, { maximumFractionDigits: 1 });
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const asker = askedBy === null ? '' : contactIn(contacts, askedBy).name;
  const priceOf = ({ costMicros }: { costMicros: number | null }) =>
    costMicros === null ? t('fact.unknownCost') : cost(costMicros);
  const rows: [string, string][] = [
    [t('fact.model'), facts.demo ? tChat('demo') : `${facts.provider} · ${facts.model}`],
    [
      t('fact.duration'),
      facts.firstTokenMs === null
        ? t('fact.seconds', { seconds: seconds(facts.durationMs) })
        : `${t('fact.seconds', { seconds: seconds(facts.durationMs) })}, ${t('fact.firstToken', { seconds: seconds(facts.firstTokenMs) })}`,
    ],
    [
      t('fact.tokens'),
      t('fact.tokenCount', { input: format.number(facts.inputTokens), output: format.number(facts.outputTokens) }),
    ],
    [t('fact.cost'), priceOf(facts)],
  ];
  const others = othersIn(facts);
  if (others.length > 0) {
    const words = others.map((share) => {
      const { agentId, model } = share;
      const name = agentId === undefined ? model : `${contactName(contactIn(contacts, agentId))}, ${model}`;
      return `${name} (${priceOf(share)})`;
    });
    rows.push([t('fact.others'), format.list(words)]);
  }
  const because = facts.because === undefined ? undefined : readBecause(facts.because);
  if (because !== undefined) {
    const who = isMine ? 'me' : asker === '' ? 'gone' : 'other';
    rows.push([t('fact.why'), t(`because.${because.code}`, { model: because.model, who, name: asker })]);
  }
  if (facts.effort !== undefined) rows.push([t('fact.thinking'), t(`fact.effort.${facts.effort}`)]);
  if (facts.first !== undefined) {
    rows.push([t('fact.first'), `${flaw(facts.first)} (${priceOf(facts.first)})`]);
  }
  if (facts.nearLimit) rows.push([t('fact.limit'), t('fact.nearLimit')]);
  return (
    <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 border-t border-line pt-2 text-xs text-muted">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt>{name}</dt>
          <dd className="text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who else had a part in it than the model it names, and the one whose answer it took the place of. */
function othersIn({ shares = [], first, ...by }: AnswerFacts): AnswerShare[] {
  const named = [by, ...(first === undefined ? [] : [first])];
  return shares.filter(({ provider, model, agentId }) => {
    return agentId !== undefined || !named.some((one) => one.provider === provider && one.model === model);
  });
}
