import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GUIDES = join(import.meta.dirname, '..', 'docs', 'guides');
const UP_MS = 15_000;

export type ProxyName = 'nginx' | 'caddy';
type Ports = { http: number; https: number; waggle: number };

/** The reverse proxy of docs/guides/https.md, as its recipe says, with ports and a certificate of this test's own. */
export class Proxy {
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string) {
    this.#child = child;
    this.#folder = folder;
  }

  static async start(name: ProxyName, program: string, ports: Ports): Promise<Proxy> {
    const folder = await mkdtemp(join(tmpdir(), `waggle-${name}-`));
    await chmod(folder, 0o755);
    const certificate = makeCertificate(folder);
    const args = name === 'nginx' ? await nginx(folder, ports, certificate) : await caddy(folder, ports, certificate);
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const deadline = Date.now() + UP_MS;
    while (!(await listens(ports.https))) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${name} did not come up:\n${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return new Proxy(child, folder);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

type Certificate = { chain: string; key: string };

function makeCertificate(folder: string): Certificate {
  const chain = join(folder, 'fullchain.pem');
  const key = join(folder, 'privkey.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const fresh = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'];
  execFileSync('openssl', ['req', ...fresh, '-keyout', key, '-out', chain, ...subject], { stdio: 'pipe' });
  return { chain, key };
}

async function nginx(folder: string, ports: Ports, { chain, key }: Certificate): Promise<string[]> {
  const recipe = replaceAll(await readFile(join(GUIDES, 'nginx.conf'), 'utf8'), [
    ['listen 80;', `listen 127.0.0.1:${ports.http};`],
    ['listen [::]:80;', ''],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${ports.https} ssl http2;`],
    ['listen [::]:443 ssl http2;', ''],
    ['server_name chat.example.com;', 'server_name localhost;'],
    ['/etc/letsencrypt/live/chat.example.com/fullchain.pem', chain],
    ['/etc/letsencrypt/live/chat.example.com/privkey.pem', key],
    ['http://127.0.0.1:3000', `http://127.0.0.1:${ports.waggle}`],
  ]);
  await writeFile(join(folder, 'waggle.conf'), recipe);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, kind)};`,
  );
  const main = [
    'daemon off;',
    `pid ${join(folder, 'pid')};`,
    'error_log stderr;',
    'events {}',
    'http {',
    'access_log off;',
    ...temporary,
    `include ${join(folder, 'waggle.conf')};`,
    '}',
  ];
  const file = join(folder, 'nginx.conf');
  await writeFile(file, main.join('\n'));
  return ['-p', folder, '-c', file];
}

async function caddy(folder: string, ports: Ports, { chain, key }: Certificate): Promise<string[]> {
  const recipe = replaceAll(await readFile(join(GUIDES, 'Caddyfile'), 'utf8'), [
    ['chat.example.com {', `https://localhost:${ports.https} {\n\ttls ${chain} ${key}`],
    ['127.0.0.1:3000', `127.0.0.1:${ports.waggle}`],
  ]);
  const settings = [
    'admin off',
    'auto_https disable_redirects',
    `http_port ${ports.http}`,
    `https_port ${ports.https}`,
  ];
  const file = join(folder, 'Caddyfile');
  await writeFile(file, `{\n${settings.join('\n')}\n}\n${recipe}`);
  return ['run', '--config', file, '--adapter', 'caddyfile'];
}

/** Fails where the recipe does not say what is to be replaced, so that the two can't drift apart. */
function replaceAll(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`the recipe does not say: ${from}`);
    return result.replaceAll(from, to);
  }, text);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
