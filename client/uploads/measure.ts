import type { FileKind } from '../../shared/attachment.ts';

/** How long a browser may take to look into a file. */
const LOOK_MS = 4000;

export type Measured = { width: number | null; height: number | null; durationMs: number | null };

const unknown: Measured = { width: null, height: null, durationMs: null };

/** Pixels and length of what the browser can show; null when it can't show it, though its kind says so. */
export async function measure(kind: FileKind, url: string | null): Promise<Measured | null> {
  if (url === null || typeof document === 'undefined') return unknown;
  if (kind === 'image') return within(measureImage(url));
  if (kind === 'video' || kind === 'audio') return within(measureMedia(kind, url));
  return unknown;
}

function measureImage(url: string): Promise<Measured | null> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight, durationMs: null });
    image.onerror = () => resolve(null);
    image.src = url;
  });
}

function measureMedia(kind: 'video' | 'audio', url: string): Promise<Measured | null> {
  return new Promise((resolve) => {
    const media = document.createElement(kind);
    media.preload = 'metadata';
    media.onloadedmetadata = () => {
      const durationMs = Number.isFinite(media.duration) ? Math.round(media.duration * 1000) : null;
      if (media instanceof HTMLVideoElement && media.videoWidth > 0) {
        resolve({ width: media.videoWidth, height: media.videoHeight, durationMs });
      } else {
        resolve({ ...unknown, durationMs });
      }
      media.removeAttribute('src');
    };
    media.onerror = () => resolve(null);
    media.src = url;
  });
}

function within(measuring: Promise<Measured | null>): Promise<Measured | null> {
  return Promise.race([
    measuring,
    new Promise<Measured>((resolve) => {
      setTimeout(() => resolve(unknown), LOOK_MS);
    }),
  ]);
}
