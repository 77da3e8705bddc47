import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useFormatter, useMessages } from 'use-intl/react';
import { useFileSize } from '../attachments/useFileSize.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { CodeBlock } from '../markdown/CodeBlock.tsx';
import type { CallField } from './callField.ts';
import { callInput } from './callInput.ts';
import { dayOrTime, fieldWord } from './fieldWords.ts';
import { MeantView } from './MeantView.tsx';
import { visible } from './visible.ts';

/**
 * The whole input of a tool as people can read it; nothing of it is left out or drawn as anything but text. Only what
 * says nothing to people, such as ids, is folded.
 */
export function CallInputView(props: { tool: string; input: string }) {
  return (
    <LaterWords>
      <Worded {...props} />
    </LaterWords>
  );
}

function Worded({ tool, input }: { tool: string; input: string }) {
  const t = useT('cards');
  const isOurs = Object.hasOwn(useMessages().cards.tools, tool);
  const words = useFieldWords(tool, isOurs);
  const { code, texts, fields, meant, details = [] } = useMemo(() => callInput(tool, input), [tool, input]);
  return (
    <>
      {(fields.length > 0 || meant) && (
        <dl className="card-fields" data-long={(!meant && isLong(fields)) || undefined} aria-label={t('input')}>
          {fields.map((field) => (
            <div key={field.name} className="contents">
              <dt data-worded={isOurs || undefined}>{words.name(field.name)}</dt>
              <dd>{words.value(field)}</dd>
            </div>
          ))}
          {meant && (
            <div className="contents">
              <dt data-worded>{words.name(meant.field)}</dt>
              <dd>
                <MeantView meant={meant} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {code && (
        <div className="card-code">
          <CodeBlock>
            <code className={`language-${code.language}`}>{visible(code.text)}</code>
          </CodeBlock>
        </div>
      )}
      {texts.map(({ name, text }) => (
        <LongText key={name} label={name === '' ? t('input') : words.name(name)} text={text} />
      ))}
      {details.length > 0 && (
        <details className="group -my-1 text-sm">
          <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1 rounded-control text-muted pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden size={14} className="shrink-0 transition-transform group-open:rotate-90" />
            {words.details}
          </summary>
          <dl className="card-fields">
            {details.map((field) => (
              <div key={field.name} className="contents">
                <dt data-worded>{words.name(field.name)}</dt>
                <dd>{visible(field.value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </>
  );
}

/** How the fields of a built-in tool are told in the person's language; those of others stand as they are. */
function useFieldWords(tool: string, isOurs: boolean) {
  const { callFields } = useMessages();
  const format = useFormatter();
  const fileSize = useFileSize();
  return {
    details: callFields.details,
    name: (name: string) => visible(isOurs ? fieldWord(callFields, tool, name) : name),
    value: ({ name, value, truth }: CallField) => {
      if (isOurs && truth !== undefined) return truth ? callFields.yes : callFields.no;
      if (isOurs && name === 'bytes') return fileSize(Number(value));
      const time = isOurs && TIMES.has(name) ? dayOrTime(value) : null;
      if (time === null) return visible(value);
      return format.dateTime(time.at, {
        dateStyle: 'full',
        ...(!time.isDay && { timeStyle: 'short' }),
        timeZone: 'UTC',
      });
    },
  };
}

/** A text by itself stands below its name, over the whole width. */
function isLong([first, ...others]: readonly CallField[]): boolean {
  return first !== undefined && others.length === 0 && first.value.length > BESIDE;
}

/** Longest value by itself that stands beside its name. */
const BESIDE = 40;
const TIMES: ReadonlySet<string> = new Set(['starts', 'ends']);

/** Text as it is, in a box that scrolls where it is long. */
export function LongText({ label, text }: { label: string; text: string }) {
  return (
    <figure>
      <figcaption className="mb-0.5 text-xs text-muted">{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="card-text">
        {visible(text)}
      </pre>
    </figure>
  );
}
