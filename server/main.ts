import { createApp, localUrl } from './app.ts';
import { type Env, loadEnv } from './env.ts';
import { createLog, type Logger } from './log.ts';
import { startFault } from './startFaults.ts';

/** npm hands on a Ctrl-C that has reached us already: so soon it is not a second one. */
const SAME_SIGNAL_MS = 500;
/** Ending takes no longer than draining and this. */
const END_WITHIN_MS = 20_000;

async function main(): Promise<void> {
  const env = loadEnv();
  const log = createLog(env.logLevel);
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'nobody handled a rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error was thrown where nobody catches it; the process ends');
    process.exit(1);
  });

  const app = await createApp({ env, log });
  onSignals(log, () => app.close());
  let port: number;
  try {
    port = await app.listen();
  } catch (error) {
    await app.close(0);
    throw error;
  }
  announce(env, port, {
    Database: inFull(app.parts.store),
    Queue: inFull(app.parts.lines),
    Agents: providersInWords(app.parts.providers.providers().map((provider) => provider.id)),
    ...(env.databaseUrl === undefined ? {} : { 'Data folder': env.dataDir }),
    ...(env.role === 'all' ? {} : { Role: env.role }),
  });
  if (env.role !== 'worker' && (await app.isFirstRun())) {
    console.log('  Open it and create the first account: it is the admin of this workspace.\n');
  }
}

function onSignals(log: Logger, close: () => Promise<void>): void {
  let firstAt: number | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (firstAt !== undefined) {
        if (performance.now() - firstAt > SAME_SIGNAL_MS) process.exit(1);
        return;
      }
      firstAt = performance.now();
      log.info({ signal }, 'stopping');
      setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          log.fatal({ err: error }, 'the process did not end in order');
          process.exit(1);
        },
      );
    });
  }
}

function announce(env: Env, port: number, facts: Record<string, string>): void {
  const local = localUrl(port, env.host);
  const address = env.role === 'worker' ? `${local}/api/health` : (env.url ?? local);
  const lines = Object.entries({ Address: address, ...facts });
  const width = Math.max(...lines.map(([name]) => name.length));
  console.log(`\n  Waggle is up.\n\n${lines.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}\n`);
}

function inFull({ description, place }: { description: string; place: string | undefined }): string {
  return place === undefined ? description : `${description} (${place})`;
}

function providersInWords(ids: readonly string[]): string {
  const models = ids.filter((id) => id !== 'demo');
  return models.length > 0 ? models.join(', ') : 'the demo model answers; add a key under Settings → Models';
}

main().catch((error: unknown) => {
  console.error(startFault(error) ?? error);
  process.exit(1);
});
