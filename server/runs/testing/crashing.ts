// A process of its own that works on runs until it is killed:
//   node server/runs/testing/crashing.ts '<settings as JSON>'
// It says on its standard output, a line of JSON each, what the test waits for.
import { z } from 'zod';
import type { ModelRequest } from '../../../agents/providers/provider.ts';
import type { Tool } from '../../../agents/tools/tool.ts';
import { createScripted, type ScriptStep } from '../../../agents/providers/scripted.ts';
import { takeDataFolder } from '../../store/dataFolder.ts';
import { openDatabase } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { openPool } from '../../store/openPool.ts';
import { createInProcessQueue } from '../../queue/inProcessQueue.ts';
import { CrashSettings, type Said } from './crashSettings.ts';
import { engineWith, silent, startServer } from './server.ts';
import { seed } from './workspace.ts';

const settings = CrashSettings.parse(JSON.parse(process.argv[2] ?? ''));
const steered = Promise.withResolvers<void>();
const say = (said: Said) => process.stdout.write(`${JSON.stringify(said)}\n`);

async function openStore() {
  const { databaseUrl, dataDir } = settings;
  if (databaseUrl !== undefined) return openPool({ databaseUrl, logger: silent });
  if (dataDir === undefined) throw new Error('neither a database nor a folder is given');
  return openPool({ dataFolder: await takeDataFolder(dataDir), logger: silent });
}

function script({ model, soFar, rounds = [] }: ModelRequest): ScriptStep[] {
  say({ kind: 'called', model, soFar, rounds: rounds.length, added: rounds.at(-1)?.added ?? '' });
  if (settings.steer !== undefined && rounds.length === 0) return [{ text: 'Bees.' }, { until: steered.promise }];
  if (settings.calls === true && rounds.length === 0) return [{ text: 'I look.' }, { call: 'look' }];
  return Array.from({ length: settings.words }, (_, index) => [
    { wait: settings.waitMs },
    { text: `word${index} ` },
  ]).flat();
}

const look: Tool = {
  ...{ name: 'look', about: 'Looks.', effect: 'read', limits: { timeMs: 10_000, characters: 1_000 } },
  input: z.object({}),
  async run() {
    say({ kind: 'ran' });
    return { kind: 'done', text: 'Seen.', fromOutside: false };
  },
};

const { pool, kind } = await openStore();
await migrate(pool);
const chat = settings.chat ?? (await seed(pool, ['research', 'coder']));
const { listed } = settings;
const provider = createScripted(script, listed === undefined ? {} : { id: 'anthropic' });
const tools = settings.calls === true ? [look] : [];
const engine = engineWith(provider, tools, listed === undefined ? {} : { listed });
const queue = createInProcessQueue();
if (settings.hang === 'queue') queue.process = () => {};
const hanging = {
  ...engine,
  execute: async (...args: Parameters<typeof engine.execute>) => {
    await engine.execute(...args);
    return new Promise<never>(() => {});
  },
};
const server = await startServer(
  { pool, database: openDatabase(pool), ...chat },
  { engine: settings.hang === 'end' ? hanging : engine, queue, alone: kind === 'embedded' },
);
server.onDeltas((deltas) => {
  for (const { messageId, epoch } of deltas) {
    say({ kind: 'shown', messageId, epoch, text: server.texts.board.get(messageId)?.text ?? '' });
  }
});
server.onChange((change) => {
  for (const { id, status } of change.runs ?? []) say({ kind: 'run', runId: id, status });
  for (const { id, epoch, status, text, facts } of change.messages ?? []) {
    if (status !== 'streaming') {
      const { because } = facts ?? {};
      say({ kind: 'ended', messageId: id, epoch, status, text, ...(because !== undefined && { because }) });
    }
  }
});
say({ kind: 'up' });
if (settings.ask !== undefined) {
  const { answers } = await server.ask(settings.ask);
  say({ kind: 'asked', ...chat, answerIds: answers.map((answer) => answer.id) });
  const [messageId = ''] = answers.map((answer) => answer.id);
  if (settings.steer !== undefined) {
    await server.seen((text) => text === 'Bees.');
    await server.runs.steer({ chatId: chat.chatId, messageId, text: settings.steer, userId: chat.userId });
    steered.resolve();
  }
  if (settings.again !== undefined) {
    await server.ended(messageId);
    const by = { model: z.templateLiteral([z.string(), '/', z.string()]).parse(settings.again) };
    await server.runs.retry({ chatId: chat.chatId, messageId, mode: 'again', by, askedBy: chat.userId });
  }
}
