import { useMemo } from 'react';
import { useT } from '../i18n/useT.ts';
import { CodeBlock } from '../markdown/CodeBlock.tsx';
import { callInput } from './callInput.ts';
import { visible } from './visible.ts';

/** The whole input of a tool as people can read it; nothing of it is left out or drawn as anything but text. */
export function CallInputView({ tool, input }: { tool: string; input: string }) {
  const t = useT('cards');
  const { code, texts, fields } = useMemo(() => callInput(tool, input), [tool, input]);
  return (
    <>
      {fields.length > 0 && (
        <dl className="card-fields" aria-label={t('input')}>
          {fields.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt>{visible(name)}</dt>
              <dd>{visible(value)}</dd>
            </div>
          ))}
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
        <LongText key={name} label={name === '' ? t('input') : visible(name)} text={text} />
      ))}
    </>
  );
}

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
