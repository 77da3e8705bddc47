import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Daemon, startDaemon } from './daemon.ts';
import { freePort } from './freePort.ts';
import { findProgram, installPackages, Missing } from './machine.ts';

/** Starts an empty Redis server of our own that keeps nothing; ends it on stop. */
export async function startRedis(): Promise<Daemon & { url: string }> {
  const command = findServer() ?? (await installServer());
  const folder = mkdtempSync(join(tmpdir(), 'waggle-redis-'));
  const port = await freePort();
  try {
    const server = await startDaemon({
      name: 'Redis',
      command,
      args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
      cwd: folder,
      stopSignal: 'SIGTERM',
      isReady: () => answers(port),
    });
    return {
      url: `redis://127.0.0.1:${port}`,
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

function findServer(): string | undefined {
  return findProgram('redis-server', 'valkey-server');
}

async function installServer(): Promise<string> {
  await installPackages('Redis', ['redis-server']);
  const command = findServer();
  if (command === undefined) throw new Missing('Redis is not to be had on this machine');
  return command;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('data', (data) => finish(data.toString().startsWith('+PONG')));
  });
}
