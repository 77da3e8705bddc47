import { ImageOff, Play } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';
import { arrangeGrid } from './arrangeGrid.ts';
import type { FileView } from './fileView.ts';
import { UploadRing } from './UploadRing.tsx';
import { view } from './viewing.ts';

/** Pictures and videos of one message; their room is there before they are. */
export function MediaGrid({ files }: { files: readonly FileView[] }) {
  const t = useT('files');
  const grid = arrangeGrid(files);
  const [only] = files;
  return (
    <div
      className="grid max-w-full gap-0.5 overflow-hidden rounded-lg"
      style={{
        width: grid.width,
        aspectRatio: grid.ratio,
        gridTemplateColumns: `repeat(${String(grid.columns)}, minmax(0, 1fr))`,
        gridAutoRows: 'minmax(0, 1fr)',
      }}
    >
      {files.length === 1 && only?.kind === 'video' ? (
        <LoneVideo file={only} />
      ) : (
        grid.tiles.map((tile, index) => {
          const file = files[index];
          if (!file) return null;
          const hidden = index === grid.tiles.length - 1 ? grid.hidden : 0;
          return (
            <div
              key={file.key}
              className="relative bg-sunken"
              style={{ gridColumn: `span ${String(tile.columns)}`, gridRow: `span ${String(tile.rows)}` }}
            >
              <button
                type="button"
                className="absolute inset-0 size-full outline-none focus-visible:z-10 focus-visible:outline-3 focus-visible:-outline-offset-3 focus-visible:outline-accent"
                aria-label={
                  (file.kind === 'video'
                    ? t('openVideo', { name: file.name })
                    : t('openPicture', { name: file.name })) + (hidden > 0 ? `, ${t('more', { count: hidden })}` : '')
                }
                onClick={() => {
                  view({ kind: 'media', files, at: index });
                }}
              >
                {file.kind === 'video' ? <Still file={file} /> : <Picture file={file} />}
                {hidden > 0 && (
                  <span className="absolute inset-0 flex items-center justify-center bg-black/55 text-2xl font-semibold text-white">
                    +{hidden}
                  </span>
                )}
              </button>
              {file.upload && hidden === 0 && (
                <span className="pointer-events-none absolute inset-0 flex items-center justify-center [&_button]:pointer-events-auto">
                  <UploadRing file={file} over />
                </span>
              )}
            </div>
          );
        })
      )}
    </div>
  );
}

function Picture({ file }: { file: FileView }) {
  const [broken, setBroken] = useState<string | null>(null);
  if (file.preview === null || broken === file.preview) return <Gone />;
  return (
    <img
      src={file.preview}
      alt=""
      decoding="async"
      draggable={false}
      className={cx('size-full object-cover', file.upload && file.upload.kind !== 'stored' && 'opacity-80')}
      onError={() => {
        setBroken(file.preview);
      }}
    />
  );
}

function Gone() {
  return (
    <span className="flex size-full items-center justify-center text-muted">
      <ImageOff aria-hidden size={28} />
    </span>
  );
}

/** The first picture of a video among others. */
function Still({ file }: { file: FileView }) {
  if (file.src === null) return <Gone />;
  return (
    <>
      <video src={file.src} preload="metadata" muted playsInline tabIndex={-1} className="size-full object-cover" />
      {!file.upload && (
        <span className="absolute inset-0 flex items-center justify-center">
          <span className="flex size-11 items-center justify-center rounded-full bg-black/65 text-white">
            <Play aria-hidden size={20} className="ml-0.5" fill="currentColor" />
          </span>
        </span>
      )}
    </>
  );
}

function LoneVideo({ file }: { file: FileView }) {
  if (file.src === null) return <Gone />;
  return (
    <div className="relative size-full bg-black">
      {/* biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it */}
      <video src={file.src} controls preload="metadata" playsInline aria-label={file.name} className="size-full" />
      {file.upload && (
        <span className="absolute top-1.5 right-1.5">
          <UploadRing file={file} over />
        </span>
      )}
    </div>
  );
}
