'use client';
import { ChevronLeft, ChevronRight, X, ZoomIn, ZoomOut } from 'lucide-react';
import * as Radix from 'radix-ui/dialog';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { DownloadLink } from './FileRow.tsx';
import type { FileView } from './fileView.ts';
import { useFileSize } from './useFileSize.ts';
import { endViewing, returnFocus, turnTo } from './viewing.ts';
import { ZoomPicture, type ZoomHandle } from './ZoomPicture.tsx';

const onDark = 'text-white! hover:bg-white/15! focus-visible:outline-white';

/** Pictures and videos one at a time, over everything. */
export function Lightbox({ files, at }: { files: readonly FileView[]; at: number }) {
  const t = useT('files');
  const size = useFileSize();
  const zoom = useRef<ZoomHandle>(null);
  const [failed, setFailed] = useState<ReadonlySet<string>>(new Set());
  const file = files[at];
  if (!file) return null;
  const turn = (by: number) => {
    if (files[at + by]) turnTo(at + by);
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLVideoElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowRight: () => turn(1),
      ArrowLeft: () => turn(-1),
      Home: () => turnTo(0),
      End: () => turnTo(files.length - 1),
      '+': () => zoom.current?.by(1.5),
      '=': () => zoom.current?.by(1.5),
      '-': () => zoom.current?.by(1 / 1.5),
      '0': () => zoom.current?.by(0),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) endViewing();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade-in bg-black/95" />
        <Radix.Content
          aria-describedby={undefined}
          className="safe-x fixed inset-0 z-50 flex animate-fade-in flex-col text-white outline-none"
          onKeyDown={handleKeyDown}
          onCloseAutoFocus={returnFocus}
        >
          <div className="safe-top flex items-center gap-1 px-2 py-1.5">
            <div className="min-w-0 flex-1 px-2">
              <Radix.Title className="truncate font-medium">{file.name}</Radix.Title>
              <p className="text-xs text-white/75" role="status">
                {files.length > 1 && `${t('place', { at: at + 1, count: files.length })} · `}
                {size(file.size)}
              </p>
            </div>
            {file.kind === 'image' && (
              <span className="hidden sm:contents">
                <IconButton
                  icon={ZoomOut}
                  label={t('zoomOut')}
                  className={onDark}
                  onClick={() => zoom.current?.by(1 / 1.5)}
                />
                <IconButton
                  icon={ZoomIn}
                  label={t('zoomIn')}
                  className={onDark}
                  onClick={() => zoom.current?.by(1.5)}
                />
              </span>
            )}
            <DownloadLink file={file} className={onDark} />
            <Radix.Close asChild>
              <IconButton icon={X} label={t('close')} className={onDark} />
            </Radix.Close>
          </div>
          <div className="relative min-h-0 flex-1 pb-[env(safe-area-inset-bottom)]">
            {file.src === null || failed.has(file.key) ? (
              <p className="flex h-full items-center justify-center px-6 text-center">{t('notShown')}</p>
            ) : file.kind === 'video' ? (
              // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it
              <video key={file.key} src={file.src} controls playsInline aria-label={file.name} className="size-full" />
            ) : (
              <ZoomPicture
                key={file.key}
                ref={zoom}
                file={file}
                onSwipe={(swipe) => {
                  if (swipe === 'close') endViewing();
                  else turn(swipe === 'next' ? 1 : -1);
                }}
                onFail={() => {
                  setFailed(new Set([...failed, file.key]));
                }}
              />
            )}
            {at > 0 && (
              <span className="absolute inset-y-0 left-2 hidden items-center sm:flex">
                <IconButton
                  icon={ChevronLeft}
                  label={t('previous')}
                  className={`${onDark} bg-black/45`}
                  onClick={() => turn(-1)}
                />
              </span>
            )}
            {at < files.length - 1 && (
              <span className="absolute inset-y-0 right-2 hidden items-center sm:flex">
                <IconButton
                  icon={ChevronRight}
                  label={t('next')}
                  className={`${onDark} bg-black/45`}
                  onClick={() => turn(1)}
                />
              </span>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
