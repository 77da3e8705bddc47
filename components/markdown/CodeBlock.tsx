'use client';
import { Check, Copy } from 'lucide-react';
import { isValidElement, type ReactElement, type ReactNode, useEffect, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { copyText } from './copyText.ts';
import { useLater } from '../ui/later.ts';
import { highlight, highlighter } from './highlight.ts';

type CodeProps = { className?: string; children?: ReactNode };

/** Fenced code: its language, a copy button, and highlighting once the highlighter's chunk is there. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const code = isValidElement(children) ? (children as ReactElement<CodeProps>).props : {};
  const text = textOf(code.children).replace(/\n$/, '');
  const language = /language-([\w+#-]+)/.exec(code.className ?? '')?.[1] ?? '';
  const lowlight = useLater(highlighter, true, stayPlain);
  const t = useT('markdown');
  return (
    <figure className="markdown-code">
      <figcaption>
        <span>{language || t('code')}</span>
        <CopyCode text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: code that scrolls sideways must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{lowlight ? highlight(lowlight, text, language) : text}</code>
      </pre>
    </figure>
  );
}

function CopyCode({ text }: { text: string }) {
  const t = useT('markdown');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  const handleClick = () => {
    void copyText(text).then(setCopied);
  };
  return (
    <button type="button" onClick={handleClick} aria-live="polite">
      {copied ? <Check aria-hidden size={14} /> : <Copy aria-hidden size={14} />}
      {copied ? t('copied') : t('copyCode')}
    </button>
  );
}

/** Code that could not be coloured is read all the same. */
function stayPlain(): void {}

function textOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map((child: ReactNode) => textOf(child)).join('');
  return '';
}
