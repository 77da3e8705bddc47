// Prints a link with which somebody sets a new password: npm run reset-link -- person@example.org
import { z } from 'zod';
import { RESET_LINK } from '../server/answerFolder.ts';
import { localUrl } from '../server/app.ts';
import { type Env, loadEnv } from '../server/env.ts';
import { createLog } from '../server/log.ts';
import { openStore } from '../server/openStore.ts';
import { makeResetLink, NobodyThere } from '../server/resetLink.ts';
import { startFault } from '../server/startFaults.ts';
import { askDataFolder } from '../server/store/dataFolder.ts';
import { Email } from '../shared/http.ts';

const Made = z.object({ url: z.string() });

async function main(): Promise<void> {
  const email = Email.safeParse(process.argv[2]);
  if (!email.success) throw new NobodyThere('Say whose password: npm run reset-link -- person@example.org');
  const env = loadEnv();
  const url = (await askRunning(env, email.data)) ?? (await makeAlone(env, email.data));
  console.log(`With this link a new password can be set, once and within a day:\n\n  ${url}\n`);
}

/** Only one process can have an embedded database open: the one that runs is asked, if there is one. */
async function askRunning(env: Env, email: string): Promise<string | undefined> {
  if (env.databaseUrl !== undefined) return undefined;
  const reply = await askDataFolder(env.dataDir, { command: RESET_LINK, email });
  if (reply === undefined) return undefined;
  if (!reply.ok) throw new NobodyThere(reply.message);
  return Made.parse(reply.data).url;
}

async function makeAlone(env: Env, email: string): Promise<string> {
  const store = await openStore(env, createLog('warn'));
  try {
    return await makeResetLink(email, { database: store.database, origin: env.url ?? localUrl(env.port, env.host) });
  } finally {
    await store.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof NobodyThere ? error.message : (startFault(error) ?? error));
  process.exitCode = 1;
});
