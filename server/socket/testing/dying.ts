// A process of its own that serves chats and dies, as by kill -9, right after the commit of a message that says so:
//   node server/socket/testing/dying.ts '<settings as JSON>'
// It says on its standard output, as one line of JSON, where it is to be found.
import { takeDataFolder } from '../../store/dataFolder.ts';
import { openPool } from '../../store/openPool.ts';
import { DyingSettings, type Found } from './dyingSettings.ts';
import { openWorld, silent } from './world.ts';

const { dataDir, databaseUrl, userId, lastWords } = DyingSettings.parse(JSON.parse(process.argv[2] ?? ''));

async function openStore() {
  if (databaseUrl !== undefined) return openPool({ databaseUrl, logger: silent });
  if (dataDir === undefined) throw new Error('neither a database nor a folder is given');
  return openPool({ dataFolder: await takeDataFolder(dataDir), logger: silent });
}

const world = await openWorld({ open: async () => ({ ...(await openStore()), warnings: [] }) }, 1, (tell) => ({
  ...tell,
  chatChanged(change) {
    const isLast = change.messages?.some((message) => message.text === lastWords);
    if (isLast) process.kill(process.pid, 'SIGKILL');
    tell.chatChanged(change);
  },
}));
const found: Found = { port: world.main.port, userId: userId ?? (await world.addUser('Ada')) };
process.stdout.write(`${JSON.stringify(found)}\n`);
