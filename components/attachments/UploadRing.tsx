import { RotateCw, X } from 'lucide-react';
import { useFormatter } from 'use-intl';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import type { FileView } from './fileView.ts';

const ROUND = 2 * Math.PI * 18;

/** How far a file has come, in a ring around what stops it; after a failure, what tries it again. */
export function UploadRing({ file, over = false }: { file: FileView; over?: boolean }) {
  const t = useT('files');
  const format = useFormatter();
  const waggle = useWaggle();
  const { upload, key, name } = file;
  if (!upload || upload.kind === 'stored') return null;
  const failed = upload.kind === 'failed';
  const done = upload.kind === 'sending' ? upload.sent / Math.max(1, file.size) : 0;
  const lost = failed && upload.failure.reason === 'file-lost';
  const button = cx(
    'relative inline-flex size-11 items-center justify-center rounded-full transition',
    over ? 'bg-black/65 text-white hover:bg-black/80 focus-visible:outline-white' : 'text-accent hover:bg-tint',
  );
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      {failed && !lost && (
        <button
          type="button"
          className={button}
          aria-label={t('retry', { name })}
          title={t('retry', { name })}
          onClick={() => {
            waggle.retryUpload(key);
          }}
        >
          <RotateCw aria-hidden size={20} />
        </button>
      )}
      <button
        type="button"
        className={button}
        aria-label={failed ? t('remove', { name }) : t('cancel', { name })}
        title={failed ? t('remove', { name }) : t('cancel', { name })}
        onClick={() => {
          waggle.detach(key);
        }}
      >
        {!failed && (
          <svg
            role="progressbar"
            aria-label={
              upload.kind === 'sending'
                ? t('sending', { name, percent: format.number(done, { style: 'percent' }) })
                : t('queued')
            }
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={upload.kind === 'sending' ? Math.round(done * 100) : undefined}
            viewBox="0 0 40 40"
            className={cx('absolute inset-0.5 -rotate-90', upload.kind === 'waiting' && 'animate-breathe')}
          >
            <circle cx="20" cy="20" r="18" fill="none" stroke="currentColor" strokeWidth="3" opacity="0.25" />
            <circle
              cx="20"
              cy="20"
              r="18"
              fill="none"
              stroke="currentColor"
              strokeWidth="3"
              strokeLinecap="round"
              strokeDasharray={ROUND}
              strokeDashoffset={ROUND * (1 - Math.max(0.04, done))}
              className="transition-[stroke-dashoffset]"
            />
          </svg>
        )}
        <X aria-hidden size={18} />
      </button>
    </span>
  );
}
