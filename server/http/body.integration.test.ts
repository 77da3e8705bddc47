import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedded } from '../testing/appForms.ts';
import { PASSWORD, startApp, type TestApp } from '../testing/testApp.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startApp(embedded);
  await app.signUp('Ada');
});
afterAll(() => app.close());

/** What the server answers to a sign-in whose body comes like this. */
async function signIn(headers: string, body: string, end = true): Promise<string> {
  const socket = connect(app.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data: Buffer) => {
    answer += data.toString('utf8');
  });
  const head = `POST /api/sign-in HTTP/1.1\r\nhost: 127.0.0.1:${app.port}\r\norigin: ${app.url}\r\n`;
  socket.write(`${head}content-type: application/json\r\nconnection: close\r\n${headers}\r\n\r\n${body}`);
  if (!end) socket.end();
  await once(socket, 'close');
  return answer;
}

function chunks(...texts: string[]): string {
  return [...texts, ''].map((text) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`).join('');
}

const right = JSON.stringify({ email: 'ada@example.org', password: PASSWORD });

describe('the body of a request', () => {
  it('is taken in pieces, as some proxies send it', async () => {
    const answer = await signIn('transfer-encoding: chunked', chunks(right.slice(0, 7), right.slice(7)));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('"name":"Ada"');
  });

  it('is refused when it is too long, announced or not', async () => {
    expect(await signIn('content-length: 99999999', 'x')).toMatch(/^HTTP\/1\.1 413 /);
    const long = Array.from({ length: 5 }, () => 'x'.repeat(30_000));
    expect(await signIn('transfer-encoding: chunked', chunks(...long))).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('is no fault of the server when it does not arrive, nor is a method nobody knows', async () => {
    await signIn('content-length: 200', '{"em', false);
    const { status } = await app.ask('/api/session', { method: 'PROPFIND' });
    expect(status).toBe(404);
    expect(app.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
  });
});
