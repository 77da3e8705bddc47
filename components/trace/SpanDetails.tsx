import { useState } from 'react';
import { useFormatter } from 'use-intl';
import type { Failure } from '../../shared/reply.ts';
import type { Span, SpanAttribute, SpanMessage, SpanTexts } from '../../shared/trace.ts';
import { LongText } from '../cards/CallInputView.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { useFailureText } from '../ui/useFailureText.ts';

export type Place = { chatId: string; runId: string };

/** All that is kept of a span; what was said only when it is asked for. */
export function SpanDetails({ span, place }: { span: Span; place: Place }) {
  const t = useT('trace');
  const format = useFormatter();
  const at = (time: number) => format.dateTime(time, { dateStyle: 'short', timeStyle: 'medium' });
  const rows: [string, string][] = [
    [t('began'), at(span.startedAt)],
    [t('ended'), at(span.endedAt)],
    ...Object.entries(span.attributes)
      .map(([name, value]): [string, string] => [name, textOf(value)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ];
  return (
    <div className="card-details ps-2">
      <dl className="grid gap-x-4 text-sm sm:grid-cols-[minmax(0,max-content)_minmax(0,1fr)]">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="font-mono text-xs leading-5 text-muted">{name}</dt>
            <dd className="mb-1 [overflow-wrap:anywhere] hyphens-none sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
      {span.hasTexts && <Texts place={place} spanId={span.id} />}
    </div>
  );
}

function textOf(value: SpanAttribute): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function Texts({ place, spanId }: { place: Place; spanId: string }) {
  const t = useT('trace');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [texts, setTexts] = useState<SpanTexts | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  if (texts) return <Said texts={texts} />;
  const load = async () => {
    setBusy(true);
    const reply = await waggle.command('trace:texts', { ...place, spanId });
    setBusy(false);
    setFailure(reply.ok ? null : reply);
    if (reply.ok) setTexts(reply.data.texts);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="small" busy={busy} onClick={() => void load()}>
        {t('showTexts')}
      </Button>
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failureText(failure)}
        </p>
      )}
    </div>
  );
}

function Said({ texts }: { texts: SpanTexts }) {
  const t = useT('trace');
  switch (texts.of) {
    case 'nothing':
      return <p className="text-sm text-muted">{t('tooLong')}</p>;
    case 'tool':
      return (
        <>
          <LongText label={t('given')} text={JSON.stringify(texts.input ?? null, null, 2)} />
          <LongText label={t('found')} text={texts.output} />
        </>
      );
    case 'model':
      return (
        <>
          {[...texts.input, ...texts.output].map((message, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change their places
            <LongText key={at} label={roleOf(message, at >= texts.input.length)} text={wordsOf(message)} />
          ))}
        </>
      );
  }

  function roleOf({ role }: SpanMessage, isAnswer: boolean): string {
    if (isAnswer) return t('role.answer');
    return role === 'system' || role === 'user' || role === 'tool' ? t(`role.${role}`) : t('role.assistant');
  }
}

function wordsOf({ parts }: SpanMessage): string {
  return parts
    .map((part) => {
      switch (part.type) {
        case 'text':
          return part.content;
        case 'tool_call':
          return `${part.name} ${JSON.stringify(part.arguments)}`;
        case 'tool_call_response':
          return part.response;
      }
    })
    .join('\n\n');
}
