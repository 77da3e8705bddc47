import type { FileKind } from '../../shared/attachment.ts';

/** Pictures that are taken apart and written anew; of everything else the bytes stay as they came. */
export type Picture = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif';

export type Recognised = { kind: Exclude<FileKind, 'image'>; mime: string } | { kind: 'image'; picture: Picture };

const PICTURES: Readonly<Record<string, Picture>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
};

/** What browsers play, by the name under which they do. */
const VIDEOS: Readonly<Record<string, string>> = {
  'video/mp4': 'video/mp4',
  'video/x-m4v': 'video/mp4',
  'video/webm': 'video/webm',
  'video/ogg': 'video/ogg',
  'video/quicktime': 'video/quicktime',
};
const AUDIOS: Readonly<Record<string, string>> = {
  'audio/mpeg': 'audio/mpeg',
  'audio/mp4': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/aac': 'audio/aac',
  'audio/ogg': 'audio/ogg',
  'audio/webm': 'audio/webm',
  'audio/wav': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'audio/flac': 'audio/flac',
  'audio/x-flac': 'audio/flac',
};

/** Marks of binary kinds whose content is text all the same; pictures that are programs (SVG) are among them. */
const WRITTEN = /^text\/|^application\/(xml|json|x-sh|javascript)$/;

export type Sample = {
  /** By its content; undefined where that has no marks. */
  mime: string | undefined;
  /** The file's beginning. */
  head: Uint8Array;
  /** `head` is all of it. */
  whole: boolean;
  /** Announced as a voice note. */
  voice: boolean;
};

/** What a file is, told from its content alone. */
export function recognise({ mime: told, head, whole, voice }: Sample): Recognised {
  const mime = told?.split(';')[0];
  if (mime === undefined || WRITTEN.test(mime)) {
    return isText(head, whole)
      ? { kind: 'text', mime: 'text/plain' }
      : { kind: 'other', mime: 'application/octet-stream' };
  }
  const picture = PICTURES[mime];
  if (picture !== undefined) return { kind: 'image', picture };
  if (mime === 'application/pdf') return { kind: 'pdf', mime };
  const audio = AUDIOS[mime];
  if (audio !== undefined) return { kind: voice ? 'voice' : 'audio', mime: audio };
  const video = VIDEOS[mime];
  // Recorders put sound alone into the same boxes.
  if (video !== undefined && voice) return { kind: 'voice', mime: video.replace('video/', 'audio/') };
  if (video !== undefined) return { kind: 'video', mime: video };
  return { kind: 'other', mime };
}

/** Readable as UTF-8, without what no text has. */
function isText(head: Uint8Array, whole: boolean): boolean {
  if (head.some((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b)) return false;
  try {
    // What is cut off in the middle of a character is no fault of the text.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}
