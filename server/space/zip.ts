import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Spaces } from './spaces.ts';

/** All files of a space, each read when the ones before it are taken; it ends when nobody takes it any more. */
export function zipSpace({ at, files }: Awaited<ReturnType<Spaces['contents']>>): Readable {
  const zip = new ZipFile();
  const { outputStream } = zip;
  if (!(outputStream instanceof Readable)) throw new Error('the zip has a stream of an unknown kind');
  const mtime = new Date(at);

  async function fill(): Promise<void> {
    for await (const { path, bytes } of files) {
      if (outputStream instanceof Readable && outputStream.destroyed) return;
      await new Promise<void>((taken) => {
        const body = Readable.from([bytes], { objectMode: false });
        body.once('close', taken);
        outputStream.once('close', taken);
        zip.addReadStream(body, path, { mtime, mode: 0o100644 });
      });
    }
    zip.end();
  }

  fill().catch((error: unknown) => outputStream.destroy(error instanceof Error ? error : new Error(String(error))));
  return outputStream;
}
