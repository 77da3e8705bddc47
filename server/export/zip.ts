import { once } from 'node:events';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { filePath } from './filePath.ts';
import type { ExportSource } from './source.ts';

/** The bytes of a file; undefined where they are not (any more) to be had. */
export type OpenFile = (fileId: string) => Promise<Readable | undefined>;

/** The files of a project, as they are now. */
export type ProjectFiles = AsyncIterable<{ path: string; bytes: Uint8Array }>;

type Parts = {
  source: ExportSource;
  /** The chat's own document. */
  document: { path: string; text: AsyncIterable<string> };
  openFile: OpenFile;
  projectFiles?: ProjectFiles | undefined;
};

/**
 * A chat's document with the files beside it. One entry is read at a time and no faster than the zip is taken; when
 * nobody takes it any more, reading ends.
 */
export function zipExport({ source, document, openFile, projectFiles }: Parts): Readable {
  const zip = new ZipFile();
  const output = outputOf(zip);
  let current: Readable | undefined;

  async function add(path: string, stream: Readable, compress: boolean): Promise<void> {
    current = stream;
    // Whoever waits for an entry must hear of it when nobody takes the zip any more.
    const over = once(stream, 'close');
    stream.once('error', (error) => output.destroy(error));
    zip.addReadStream(stream, path, { compress, mtime: new Date(source.exportedAt) });
    await over;
    if (output.destroyed) throw new Error('the export was given up');
  }

  async function fill(): Promise<void> {
    await add(document.path, Readable.from(document.text), true);
    for await (const page of source.pages()) {
      for (const { seq, attachments = [] } of page) {
        for (const [index, { fileId, name }] of attachments.entries()) {
          const stream = await openFile(fileId);
          if (stream !== undefined) await add(filePath(seq, index, name), stream, false);
        }
      }
    }
    for await (const { path, bytes } of projectFiles ?? []) {
      await add(`project/${path}`, Readable.from([bytes], { objectMode: false }), true);
    }
    zip.end();
  }

  output.once('close', () => current?.destroy());
  fill().catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))));
  return output;
}

function outputOf({ outputStream }: ZipFile): Readable {
  if (!(outputStream instanceof Readable)) throw new Error('the zip has a stream of an unknown kind');
  return outputStream;
}
