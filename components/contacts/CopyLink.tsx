'use client';
import { Copy } from 'lucide-react';
import { useId, useRef } from 'react';
import { useT } from '../i18n/useT.ts';
import { copyText } from '../markdown/copyText.ts';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toasts.ts';

/** A link that is shown once, with a button to copy it. */
export function CopyLink({ label, url }: { label: string; url: string }) {
  const words = useT('ui');
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    const done = await copyText(url);
    field.current?.select();
    showToast(done ? { text: words('copied'), lasts: 2500 } : { kind: 'failure', text: words('copyFailed') });
  };
  return (
    <div className="flex gap-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <input
        ref={field}
        id={id}
        readOnly
        value={url}
        onFocus={(event) => {
          event.target.select();
        }}
        className="h-10 min-w-0 flex-1 rounded-lg border border-edge bg-panel px-3 font-mono text-sm pointer-coarse:h-11"
      />
      <Button kind="primary" onClick={() => void copy()}>
        <Copy aria-hidden size={16} />
        {words('copy')}
      </Button>
    </div>
  );
}
