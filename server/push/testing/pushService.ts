import { execFile } from 'node:child_process';
import { createECDH, createPublicKey, type ECDH, randomBytes, verify } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PushNotice } from '../../../shared/notice.ts';
import type { PushTarget } from '../../../shared/push.ts';

type Ece = { decrypt(body: Buffer, params: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Buffer };
const ece = createRequire(createRequire(import.meta.url).resolve('web-push'))('http_ece') as Ece;

export type Pushed = { path: string; headers: IncomingHttpHeaders; notice: PushNotice };

/** A browser that has subscribed at the push service. */
export type TestBrowser = {
  target: PushTarget;
  /** What arrived for it, decrypted with its own keys. */
  pushed: Pushed[];
  notices(): Extract<PushNotice, { kind: 'notice' }>[];
  /** From now on the service answers so, as often as said; then it takes notices again. */
  answer(status: number, times?: number, headers?: Record<string, string>): void;
};

/** A push service as those of the browsers are: over https, by RFC 8030, 8188, 8291 and 8292. */
export type PushService = {
  url: string;
  ca: string;
  browser(name?: string): TestBrowser;
  close(): Promise<void>;
};

type Known = TestBrowser & { pair: ECDH; answers: { status: number; headers: Record<string, string> }[] };

export async function startPushService(): Promise<PushService> {
  const { key, cert } = await selfSigned();
  const browsers = new Map<string, Known>();
  const faults: unknown[] = [];

  const server = createServer({ key, cert }, (request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const path = request.url ?? '';
      const browser = browsers.get(path);
      const answer = browser === undefined ? { status: 404, headers: {} } : browser.answers.shift();
      if (answer !== undefined) {
        response.writeHead(answer.status, answer.headers).end();
        return;
      }
      try {
        if (browser !== undefined) take(browser, { path, headers: request.headers, body: Buffer.concat(pieces) });
        response.writeHead(201).end();
      } catch (error) {
        faults.push(error);
        response.writeHead(400).end();
      }
    });
  });

  function take(
    browser: Known,
    { path, headers, body }: { path: string; headers: IncomingHttpHeaders; body: Buffer },
  ): void {
    if (body.length > 4096) throw new Error(`too large: ${body.length}`);
    requireVapid(headers.authorization ?? '', url);
    const text = ece.decrypt(body, {
      version: 'aes128gcm',
      privateKey: browser.pair,
      authSecret: browser.target.keys.auth,
    });
    browser.pushed.push({ path, headers, notice: PushNotice.parse(JSON.parse(text.toString())) });
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    ca: cert,
    browser(name = randomBytes(8).toString('hex')) {
      const pair = createECDH('prime256v1');
      const p256dh = pair.generateKeys('base64url');
      const path = `/push/${name}`;
      const browser: Known = {
        pair,
        answers: [],
        pushed: [],
        target: { endpoint: url + path, keys: { p256dh, auth: randomBytes(16).toString('base64url') } },
        notices: () => browser.pushed.flatMap(({ notice }) => (notice.kind === 'notice' ? [notice] : [])),
        answer: (status, times = 1, headers = {}) =>
          void browser.answers.push(...Array.from({ length: times }, () => ({ status, headers }))),
      };
      browsers.set(path, browser);
      return browser;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      if (faults.length > 0) throw faults[0];
    },
  };
}

/** As a push service does: the token is for it, is not over, and was signed with the key that is named. */
function requireVapid(authorization: string, audience: string): void {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(authorization) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString('base64url'));
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const bytes = Buffer.from(signature, 'base64url');
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    bytes,
  );
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number };
  const now = Date.now() / 1000;
  if (!signed || aud !== audience || exp <= now || exp > now + 86_400) throw new Error('the token does not hold');
}

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'waggle-push-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert];
    await promisify(execFile)('openssl', ['req', '-x509', '-days', '2', ...subject, ...made]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
