import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openPool } from './openPool.ts';
import { recordingLogger } from './testing/poolForms.ts';

const { logger } = recordingLogger();
const serverUrl = process.env.TEST_DATABASE_URL;

describe('openPool', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  /** A server that answers every start-up packet with these bytes. */
  async function serverThatSays(answer: Buffer): Promise<string> {
    const server = createServer((socket) =>
      socket.on('error', () => socket.destroy()).once('data', () => socket.write(answer)),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(() => server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `postgresql://waggle:hush@127.0.0.1:${address.port}/waggle`;
  }

  it('says in words which server is not there, without the password', async () => {
    const url = await serverThatSays(Buffer.alloc(0));
    for (const close of closing.splice(0)) close();
    const opening = openPool({ databaseUrl: url, logger });
    await expect(opening).rejects.toMatchObject({ name: 'StoreUnavailable', code: 'unreachable' });
    await expect(opening).rejects.toThrow(/127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED/);
    await expect(opening).rejects.not.toThrow('hush');
  });

  it('takes a server that hangs up for one that is not there', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    closing.push(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const opening = openPool({ databaseUrl: `postgresql://127.0.0.1:${port}/x`, logger });
    await expect(opening).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('says that the server refuses', async () => {
    const refusal = Buffer.from('E\0\0\0\0SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed\0\0', 'latin1');
    refusal.writeInt32BE(refusal.length - 1, 1);
    const opening = openPool({ databaseUrl: await serverThatSays(refusal), logger });
    await expect(opening).rejects.toMatchObject({ code: 'refused' });
    await expect(opening).rejects.toThrow('password authentication failed');
  });

  it.skipIf(serverUrl === undefined)('says that the server lacks the database', async () => {
    const url = new URL(serverUrl ?? '');
    url.pathname = '/nowhere';
    await expect(openPool({ databaseUrl: url.href, logger })).rejects.toMatchObject({ code: 'refused' });
  });
});
