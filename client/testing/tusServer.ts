import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { newId } from '../../shared/ids.ts';
import type { SenderPlatform } from '../uploads/sendFile.ts';

/** A small real tus server, which can refuse, hang, and be away for a while. */
export class TusServer {
  /** Called before each request is handled: an answer refuses it, a promise holds it. */
  before: (method: string) => unknown = () => {};
  readonly requests: string[] = [];
  readonly metadata: Record<string, string | null>[] = [];
  #http: HttpServer | undefined;
  #folder = '';
  #store: FileStore | undefined;
  #port = 0;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    if (this.#folder === '') this.#folder = await mkdtemp(join(tmpdir(), 'tus-'));
    const store = new FileStore({ directory: this.#folder });
    const tus = new Server({
      path: '/api/files',
      datastore: store,
      namingFunction: (_request, metadata) => metadata?.id ?? newId(),
      // As behind a proxy that hides where it is reached.
      generateUrl: (_request, { id }) => `http://inside.invalid/api/files/${id}`,
      onUploadCreate: async (_request, upload) => {
        this.metadata.push(upload.metadata ?? {});
        return {};
      },
    });
    const http = createServer((request, response) => {
      void (async () => {
        this.requests.push(request.method ?? '');
        const refusal = await this.before(request.method ?? '');
        if (typeof refusal !== 'object' || refusal === null) return tus.handle(request, response);
        const { status = 400, body = '' } = refusal as { status?: number; body?: string };
        request.resume();
        response.writeHead(status).end(body);
      })();
    });
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#store = store;
  }

  /** What it has of a file. */
  async stored(fileId: string): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.#store?.read(fileId) ?? []) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  }

  /** Answers nobody until started again, at the same address, with what it had. */
  stop(): Promise<unknown> {
    const http = this.#http;
    http?.closeAllConnections();
    return new Promise((resolve) => http?.close(resolve));
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Lets the browser's files be sent from Node. */
export const nodePlatform: SenderPlatform = {
  fileReader: {
    openFile: (input: Blob) =>
      Promise.resolve({
        size: input.size,
        async slice(start: number, end: number) {
          const bytes = Buffer.from(await input.slice(start, end).arrayBuffer());
          return { value: Object.assign(bytes, { size: bytes.length }), done: end >= input.size };
        },
        close() {},
      }),
  },
};
