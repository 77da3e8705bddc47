import { expect, test } from '@playwright/test';
import { request } from 'node:https';
import { freePort } from '../scripts/services/freePort.ts';
import { DoorPage } from './pages/doorPage.ts';
import { Proxy, type ProxyName } from './proxy.ts';
import { WaggleServer } from './waggleServer.ts';

const programs: Record<ProxyName, string | undefined> = {
  nginx: process.env.NGINX_PATH,
  caddy: process.env.CADDY_PATH,
};

for (const name of ['nginx', 'caddy'] as const) {
  test(`the recipe for ${name} brings Waggle to a browser over https`, async ({ browser }) => {
    const program = programs[name];
    test.skip(program === undefined && process.env.CI !== 'true', `there is no ${name}; npm test installs it`);
    if (program === undefined) throw new Error(`${name} is missing`);
    const https = await freePort();
    const url = `https://localhost:${https}`;
    const server = await WaggleServer.startOnServer({ WAGGLE_URL: url, WAGGLE_TRUSTED_PROXIES: '127.0.0.1, ::1' });
    const ports = { http: await freePort(), https, waggle: Number(new URL(server.url).port) };
    const proxy = await Proxy.start(name, program, ports);
    const context = await browser.newContext({ baseURL: url, ignoreHTTPSErrors: true });
    try {
      const page = await context.newPage();
      const sockets: string[] = [];
      page.on('websocket', (socket) => sockets.push(socket.url()));
      await page.goto('/');
      expect(await page.evaluate(() => isSecureContext)).toBe(true);
      await new DoorPage(page).createAccount('Ada Lovelace', 'ada@example.org', 'correct horse battery');
      await expect(page.getByRole('list', { name: 'Chats' })).toBeVisible();

      await expect.poll(() => sockets).toContainEqual(expect.stringMatching(`^wss://localhost:${https}/socket.io/`));
      await page
        .getByRole('list', { name: 'Chats' })
        .getByRole('link', { name: /Assistant/ })
        .click();
      await page.getByRole('textbox', { name: 'Message' }).fill('through the proxy');
      await page.getByRole('button', { name: 'Send message' }).click();
      await expect(page.getByRole('article', { name: /^Assistant/ })).toContainText('Demo model', { timeout: 30_000 });

      const cookies = await context.cookies();
      const session = cookies.filter(({ httpOnly }) => httpOnly);
      expect(session.length).toBeGreaterThan(0);
      for (const cookie of session) expect(cookie).toMatchObject({ secure: true, sameSite: 'Lax' });

      if (name === 'nginx') {
        const plain = await fetch(`http://127.0.0.1:${ports.http}/c/1`, { redirect: 'manual' });
        expect(plain.status).toBe(301);
        expect(plain.headers.get('location')).toMatch(/^https:\/\/.*\/c\/1$/);
      }

      // Who tries too often is shut out by their own address: neither the proxy nor a forged header stands for it.
      await expect.poll(() => badReset({ url, from: '127.0.0.2' }), { timeout: 30_000, intervals: [0] }).toBe(429);
      expect(await badReset({ url, from: '127.0.0.2', forged: '203.0.113.7' })).toBe(429);
      expect(await badReset({ url, from: '127.0.0.3' })).not.toBe(429);
    } finally {
      await context.close();
      await proxy.stop();
      await server.stop();
    }
  });
}

/** Asks with a reset link that is none, from this address; the answer's status. */
function badReset({ url, from, forged }: { url: string; from: string; forged?: string }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port, origin } = new URL(url);
    const asked = request({
      host: '127.0.0.1',
      servername: 'localhost',
      port,
      localAddress: from,
      method: 'POST',
      path: '/api/password-reset',
      rejectUnauthorized: false,
      headers: {
        host: `localhost:${port}`,
        origin,
        'content-type': 'application/json',
        ...(forged && { 'x-forwarded-for': forged }),
      },
    });
    asked.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end(JSON.stringify({ token: 'none', password: 'correct horse battery' }));
  });
}
