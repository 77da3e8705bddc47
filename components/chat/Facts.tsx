import { useFormatter } from 'use-intl';
import { readBecause } from '../../shared/because.ts';
import type { AnswerFacts } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useFlaw } from './useFlaw.ts';

/** How an answer was made: model, time, tokens, cost, and why this model. */
export function Facts({ facts }: { facts: AnswerFacts }) {
  const t = useT('chat');
  const format = useFormatter();
  const cost = useCost();
  const flaw = useFlaw();
  const seconds = (ms: number) => format.number(ms / 1000, { maximumFractionDigits: 1 });
  const rows: [string, string][] = [
    [t('fact.model'), facts.demo ? t('demo') : `${facts.provider} · ${facts.model}`],
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
    [t('fact.cost'), facts.costMicros === null ? t('fact.unknownCost') : cost(facts.costMicros)],
  ];
  const because = facts.because === undefined ? undefined : readBecause(facts.because);
  if (because !== undefined) rows.push([t('fact.why'), t(`because.${because.code}`, { model: because.model })]);
  if (facts.effort !== undefined) rows.push([t('fact.thinking'), t(`fact.effort.${facts.effort}`)]);
  if (facts.first !== undefined) {
    const { costMicros } = facts.first;
    const spent = costMicros === null ? t('fact.unknownCost') : cost(costMicros);
    rows.push([t('fact.first'), `${flaw(facts.first)} (${spent})`]);
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
