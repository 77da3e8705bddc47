import { fileTypeFromBuffer } from 'file-type';
import { describe, expect, it } from 'vitest';
import { recognise } from './recognise.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

async function kindOf(head: Buffer, more: { whole?: boolean; voice?: boolean } = {}) {
  const found = await fileTypeFromBuffer(head);
  return recognise({ mime: found?.mime, head, whole: true, voice: false, ...more });
}

const WEBM = Buffer.concat([
  Buffer.from(
    '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
    'hex',
  ),
  Buffer.alloc(64),
]);

describe('a file', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG with a declaration', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['HTML', '<!doctype html><script>alert(document.domain)</script>'],
    ['JavaScript', 'alert(1)'],
    ['words', 'Grüße aus dem Bienenstock 🐝\n\tSumm.'],
    ['nothing', ''],
  ])('of %s is plain text', async (_name, text) => {
    expect(await kindOf(bytes(text))).toEqual({ kind: 'text', mime: 'text/plain' });
  });

  it('is text when its sample ends within a character', async () => {
    expect(await kindOf(bytes('Grüße').subarray(0, 3), { whole: false })).toMatchObject({ kind: 'text' });
    expect(await kindOf(bytes('Grüße').subarray(0, 3))).toMatchObject({ kind: 'other' });
  });

  it.each([
    ['zeros', Buffer.alloc(100)],
    ['no UTF-8', Buffer.from([0x48, 0xe4, 0x6c])],
    ['text with a NUL', Buffer.from('a\0b')],
  ])('with %s is nobody knows what', async (_name, head) => {
    expect(await kindOf(head)).toEqual({ kind: 'other', mime: 'application/octet-stream' });
  });

  it('of sound in a box for films is a voice note where it was announced as one', async () => {
    expect(await kindOf(WEBM)).toEqual({ kind: 'video', mime: 'video/webm' });
    expect(await kindOf(WEBM, { voice: true })).toEqual({ kind: 'voice', mime: 'audio/webm' });
  });

  it('is no voice note only because it says so', async () => {
    expect(await kindOf(bytes('%PDF-1.7\n'), { voice: true })).toEqual({ kind: 'pdf', mime: 'application/pdf' });
  });
});
