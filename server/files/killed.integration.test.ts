import { request } from 'node:http';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Session } from '../../shared/http.ts';
import type { Reply } from '../../shared/reply.ts';
import { forEachStore } from '../testing/appForms.ts';
import { type RealProcess, startReal } from '../testing/realProcess.ts';
import { PASSWORD } from '../testing/testApp.ts';
import { connectTo } from '../socket/testing/testSocket.ts';
import { noise } from './testing/noise.ts';
import { type Asker, askFiles, offsetOf, place, send } from './testing/tus.ts';

const BYTES = 3_000_000;

const PIECE = 700_000;

/** Sends a piece of the rest and leaves the line open. */
function begin({ url, cookie = '' }: Asker, id: string, offset: number, rest: Buffer): void {
  const asked = request(`${url}/api/files/${id}`, {
    method: 'PATCH',
    headers: {
      ...{ origin: url, cookie, 'tus-resumable': '1.0.0', 'upload-offset': String(offset) },
      ...{ 'content-type': 'application/offset+octet-stream', 'content-length': String(rest.length) },
    },
  });
  asked.on('error', () => undefined);
  asked.write(rest.subarray(0, PIECE));
}

forEachStore('an upload', (form) => {
  it('goes on after the process was killed, again and again', { timeout: 120_000 }, async () => {
    const ground = await form.prepare();
    const bytes = noise(BYTES);
    let real: RealProcess & { url: string } = await startReal(ground.env);
    try {
      const asker = { url: real.url, cookie: '' };
      const signedUp = await fetch(`${real.url}/api/sign-up`, {
        method: 'POST',
        headers: { origin: real.url, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Ada', email: 'ada@example.org', password: PASSWORD }),
      });
      const session = (await signedUp.json()) as Reply<Session>;
      expect(session.ok).toBe(true);
      asker.cookie = signedUp.headers
        .getSetCookie()
        .map((line) => line.split(';')[0] ?? '')
        .join('; ');
      const id = await place(asker, { bytes: BYTES, metadata: { name: 'Honig.bin' } });
      const path = join(ground.env.WAGGLE_DATA_DIR ?? '', 'files', 'incoming', id);

      let offset = 0;
      for (let round = 0; round < 3; round++) {
        begin(asker, id, offset, bytes.subarray(offset));
        const before = offset;
        await expect.poll(() => stat(path).then(({ size }) => size), { timeout: 10_000 }).toBeGreaterThan(before);
        real.signal('SIGKILL');
        await real.ended;
        real = await startReal(ground.env);
        asker.url = real.url;
        offset = await offsetOf(asker, id);
        expect(offset).toBeGreaterThan(before);
        expect(offset).toBe((await stat(path)).size);
      }

      // All of it came, and the process died before it could look.
      expect((await send(asker, id, offset, bytes.subarray(offset))).status).toBe(204);
      real.signal('SIGKILL');
      await real.ended;
      real = await startReal(ground.env);
      asker.url = real.url;
      expect(await offsetOf(asker, id)).toBe(BYTES);
      const { port } = new URL(real.url);
      const socket = await connectTo(Number(port), { protocol: 1 }, { cookie: asker.cookie, origin: real.url });
      expect(await socket.do('file:view', { fileId: id })).toMatchObject({ size: BYTES, name: 'Honig.bin' });
      socket.close();
      const got = await askFiles(asker, `/${id}`);
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    } finally {
      real.signal('SIGKILL');
      await real.ended;
      await ground.clear();
    }
  });
});
