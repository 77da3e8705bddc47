import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Attachment } from '../../shared/attachment.ts';
import { messageRow, uuid } from '../../shared/testing/rows.ts';
import { jsonExport } from './json.ts';
import { readZip } from './testing/readZip.ts';
import { sourceOf } from './testing/source.ts';
import { type OpenFile, zipExport } from './zip.ts';

const attachment = (id: number, name: string): Attachment => ({
  ...{ fileId: uuid(id), name, mime: 'text/plain', size: 5, kind: 'other', width: null, height: null },
  ...{ durationMs: null, waveform: null, transcript: null },
});

const messages = [
  messageRow(1, { attachments: [attachment(1, 'a.txt'), attachment(2, 'a.txt')] }),
  messageRow(2, { text: 'Grüße' }),
  messageRow(3, { attachments: [attachment(3, 'gone.txt')] }),
];
const source = sourceOf(messages, { withFiles: true });

function zipped(openFile: OpenFile): Readable {
  return zipExport({ source, document: { path: 'chat.json', text: jsonExport(source) }, openFile });
}

it('holds the document and, beside it, every file that is still there', async () => {
  const open: OpenFile = (id) =>
    Promise.resolve(id === uuid(3) ? undefined : Readable.from([Buffer.from(`file ${id.at(-1) ?? ''}`)]));
  const found = await readZip(await buffer(zipped(open)));
  expect([...found.keys()]).toEqual(['chat.json', 'files/1-1-a.txt', 'files/1-2-a.txt']);
  expect(found.get('files/1-2-a.txt')?.toString()).toBe('file 2');
  const document = JSON.parse(found.get('chat.json')?.toString() ?? '') as { messages: { text: string }[] };
  expect(document.messages.map(({ text }) => text)).toEqual(['message 1', 'Grüße', 'message 3']);
  expect(document).toMatchObject({
    format: 'waggle-chat',
    messages: [
      { senderName: 'Anna <b>', attachments: [{ path: 'files/1-1-a.txt' }, { path: 'files/1-2-a.txt' }] },
      {},
      {},
    ],
  });
});

it('reads no further than it is taken', async () => {
  let pages = 0;
  const endless = {
    ...source,
    async *pages() {
      for (;;) {
        pages += 1;
        await Promise.resolve();
        yield [messageRow(pages, { text: randomBytes(50_000).toString('hex') })];
      }
    },
  };
  const document = { path: 'chat.json', text: jsonExport(endless) };
  const zip = zipExport({ source: endless, document, openFile: () => Promise.resolve(undefined) });
  zip.on('error', () => undefined);
  await once(zip, 'readable');
  await expect
    .poll(() => new Promise((resolve) => setTimeout(resolve, 50, pages)).then((at) => at === pages))
    .toBe(true);
  expect(pages).toBeLessThan(10);
  zip.destroy();
});

it('stops reading when nobody takes it any more', async () => {
  const opened: Readable[] = [];
  const endless: OpenFile = () => {
    const stream = new Readable({
      read() {
        this.push(Buffer.alloc(64 * 1024));
      },
    });
    opened.push(stream);
    return Promise.resolve(stream);
  };
  const zip = zipped(endless);
  zip.on('error', () => undefined);
  for await (const _piece of zip) if (opened.length > 0) break;
  await expect.poll(() => opened[0]?.destroyed).toBe(true);
  expect(opened).toHaveLength(1);
});

it('fails as a whole where a file can not be read', async () => {
  const broken: OpenFile = () =>
    Promise.resolve(
      new Readable({
        read() {
          this.destroy(new Error('the disk is gone'));
        },
      }),
    );
  await expect(buffer(zipped(broken))).rejects.toThrow('the disk is gone');
});
