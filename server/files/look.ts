import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import type { FileVariant } from '../../shared/attachment.ts';
import { heifMetadata, type Stretch } from './heifMetadata.ts';
import { type Picture, type Recognised, recognise } from './recognise.ts';

/** Where what is made of a picture is put. */
export type Outputs = { file: string } & Record<FileVariant, string>;

export type LookTask =
  /** What is it? A picture is written anew to `outputs`. */
  | { task: 'look'; source: string; voice: boolean; outputs: Outputs }
  /** A picture of somebody else's page is made small. */
  | { task: 'shrink'; source: string; output: string };

export type Looked =
  | { kind: 'bytes'; recognised: Exclude<Recognised, { kind: 'image' }> }
  | { kind: 'picture'; mime: string; width: number; height: number; variants: FileVariant[] }
  /** A picture that cannot be shown: broken, or so large that opening it would harm. */
  | { kind: 'refused'; why: string };

/** Pictures of phones that are not opened here, but say where they were taken all the same. */
const HEIF = /^image\/hei[cf]/;
const SAMPLE_BYTES = 256 * 1024;
/** All frames of an animation count together. */
const MOST_PIXELS = 120_000_000;
const SECONDS = 40;
const PREVIEW_PIXELS = 1600;
const THUMB_PIXELS = 320;
const PAGE_PIXELS = 640;

sharp.cache(false);
sharp.concurrency(1);
// Nothing but these formats is ever opened, whatever a file says it is.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/** Finds out what a file is and, of a picture, makes what is served. Runs in a process of its own. */
export async function look(asked: LookTask): Promise<Looked> {
  return asked.task === 'look' ? lookInto(asked) : shrink(asked);
}

async function lookInto({ source, voice, outputs }: Extract<LookTask, { task: 'look' }>): Promise<Looked> {
  const found = await fileTypeFromFile(source);
  const sample = await sampleOf(source);
  const recognised = recognise({ mime: found?.mime, ...sample, voice });
  if (recognised.kind !== 'image') {
    const isClean = !HEIF.test(found?.mime ?? '') || (await blot(source, heifMetadata(sample.head)));
    return isClean ? { kind: 'bytes', recognised } : { kind: 'refused', why: 'what it tells cannot be found' };
  }
  return unlessBroken(() => rewrite(recognised.picture, source, outputs));
}

async function shrink({ source, output }: Extract<LookTask, { task: 'shrink' }>): Promise<Looked> {
  return unlessBroken(async () => {
    const small = within(opened(source), PAGE_PIXELS).webp({ quality: 78 });
    const { width, height } = await small.toFile(output);
    return { kind: 'picture', mime: 'image/webp', width, height, variants: [] };
  });
}

/** Turned as it was held, without anything but its pixels: where it was taken stands in none of what is written. */
async function rewrite(picture: Picture, source: string, outputs: Outputs): Promise<Looked> {
  const { pages = 1, format } = await sharp(source, { limitInputPixels: MOST_PIXELS }).metadata();
  if (format !== (picture === 'avif' ? 'heif' : picture)) return { kind: 'refused', why: `it is ${format}` };
  const animated = pages > 1 && (picture === 'gif' || picture === 'webp');
  const whole = written(picture, opened(source, animated));
  const { width, height, pageHeight } = await whole.toFile(outputs.file);
  const variants: FileVariant[] = animated ? ['thumb'] : ['preview', 'thumb'];
  // What was written is sure to be whole, and has its right side up.
  if (!animated) await within(opened(outputs.file), PREVIEW_PIXELS).webp({ quality: 82 }).toFile(outputs.preview);
  await within(opened(outputs.file), THUMB_PIXELS).webp({ quality: 75 }).toFile(outputs.thumb);
  return { kind: 'picture', mime: `image/${picture}`, width, height: pageHeight ?? height, variants };
}

function opened(source: string, animated = false): Sharp {
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', animated } as const;
  return sharp(source, options).timeout({ seconds: SECONDS }).autoOrient();
}

function within(image: Sharp, pixels: number): Sharp {
  return image.resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true });
}

function written(picture: Picture, image: Sharp): Sharp {
  switch (picture) {
    case 'jpeg':
      return image.jpeg({ quality: 90, progressive: true });
    case 'png':
      return image.png();
    case 'webp':
      return image.webp({ quality: 90 });
    case 'gif':
      return image.gif();
    case 'avif':
      return image.avif({ quality: 70, effort: 1 });
  }
}

async function unlessBroken(work: () => Promise<Looked>): Promise<Looked> {
  try {
    return await work();
  } catch (error) {
    // A disk that is full is no fault of the picture; sharp knows only words.
    if (error instanceof Error && /no space left|write error|ENOSPC/i.test(error.message)) throw error;
    return { kind: 'refused', why: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes nothing over these stretches of a file; false where it is not known which. */
async function blot(path: string, stretches: readonly Stretch[] | undefined): Promise<boolean> {
  if (stretches === undefined) return false;
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    for (const { offset, length } of stretches) {
      if (offset + length > size) return false;
      await file.write(Buffer.alloc(length), 0, length, offset);
    }
    return true;
  } finally {
    await file.close();
  }
}

async function sampleOf(source: string): Promise<{ head: Uint8Array; whole: boolean }> {
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), whole: bytesRead === (await file.stat()).size };
  } finally {
    await file.close();
  }
}
