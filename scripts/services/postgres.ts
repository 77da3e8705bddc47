import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Daemon, startDaemon } from './daemon.ts';
import { freePort } from './freePort.ts';
import { findProgram, installPackages, isProgram, Missing } from './machine.ts';

const oldestVersion = 15;

/** Starts a PostgreSQL server of our own on an empty folder; ends it and removes the folder on stop. */
export async function startPostgres(durable: boolean): Promise<Daemon & { url: string }> {
  const bin = findServer() ?? (await installServer());
  const folder = mkdtempSync(join(tmpdir(), 'waggle-postgres-'));
  const account = accountOfServer();
  if (account) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  try {
    execFileSync(
      join(bin, 'initdb'),
      [
        '--pgdata',
        data,
        '--username=postgres',
        '--auth=trust',
        '--encoding=UTF8',
        `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'}`,
        '--no-sync',
      ],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...account },
    );
    const port = await freePort();
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
    const server = await startDaemon({
      name: 'PostgreSQL',
      command: join(bin, 'postgres'),
      args: ['-D', data, ...settings(port, durable).flatMap((setting) => ['-c', setting])],
      cwd: folder,
      stopSignal: 'SIGINT',
      isReady: () => answers(url),
      ...(account ? { account } : {}),
    });
    return {
      url,
      ...server,
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function settings(port: number, durable: boolean): string[] {
  return [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
    'shared_buffers=128MB',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
  ];
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The folder with `initdb` and `postgres` of the newest version that is new enough. */
function findServer(): string | undefined {
  const packaged = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name, 'bin')));
  const onPath = findProgram('postgres');
  return [...packaged, ...(onPath ? [dirname(onPath)] : [])]
    .filter((bin) => isProgram(join(bin, 'postgres')) && isProgram(join(bin, 'initdb')))
    .map((bin) => ({ bin, version: versionOf(bin) }))
    .filter(({ version }) => version >= oldestVersion)
    .sort((a, b) => b.version - a.version)[0]?.bin;
}

function versionOf(bin: string): number {
  const { stdout } = spawnSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)/.exec(stdout)?.[1] ?? 0);
}

async function installServer(): Promise<string> {
  await installPackages('PostgreSQL', ['postgresql']);
  const bin = findServer();
  if (bin === undefined) throw new Missing(`PostgreSQL ${oldestVersion} or newer is not to be had on this machine`);
  return bin;
}

/** PostgreSQL refuses to run as root. */
function accountOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const uid = numberOf('-u', name);
    const gid = numberOf('-g', name);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Missing('PostgreSQL can not run as root and there is no other account for it');
}

function numberOf(what: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
