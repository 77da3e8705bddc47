import type { Logger } from 'pino';
import { type ListedPrompt, wordsOf } from '../../agents/tools/mcp/prompt.ts';
import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import type { ConnectionPrompt, PromptWords } from '../../shared/connection.ts';
import { Refusal } from '../refusal.ts';
import type { PrismaClient } from '../store/database.ts';
import { type McpServerRow, mcpServersOf } from '../store/mcpServers.ts';
import type { McpConnection } from './connection.ts';
import { troubleOf } from './failure.ts';
import { seenServer } from './seenServer.ts';
import type { Servers } from './servers.ts';

/** So long a person who writes is kept waiting for a list, and for the words they chose. */
const LIST_MS = 3_000;
const WORDS_MS = 6_000;
const MOST = 300;

/** The words that connected servers have ready for people (prompts); throws Refusals. */
export interface Prompts {
  /** Of the servers that this person may use and that did well when they were last asked. */
  list(userId: string): Promise<CommandOutput<'mcp:prompts'>>;
  words(userId: string, input: CommandInput<'mcp:prompt'>): Promise<PromptWords>;
}

type Parts = {
  prisma: PrismaClient;
  servers: Pick<Servers, 'use' | 'drop' | 'troubled'>;
  stdio: boolean;
  logger: Pick<Logger, 'info'>;
};

type Work<T> = (connection: McpConnection, signal: AbortSignal) => Promise<T>;
type Came<T> = { ok: true; value: T } | { ok: false };

export function createPrompts({ prisma, servers, stdio, logger }: Parts): Prompts {
  /** Never rejects for what a server or the line does wrong; a session that is over is begun anew once. */
  async function asked<T>({ id }: McpServerRow, userId: string, ms: number, work: Work<T>): Promise<Came<T>> {
    const signal = AbortSignal.timeout(ms);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new DOMException('The server took too long.', 'TimeoutError'));
      });
    });
    late.catch(() => undefined);
    for (let again = false; ; again = true) {
      try {
        const working = servers.use(id, userId, (connection) => work(connection, signal));
        return { ok: true, value: await Promise.race([working, late]) };
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'session-over' && !again) {
          await servers.drop(id, userId);
          continue;
        }
        logger.info({ err: error, serverId: id }, 'a connected server did not tell its prompts');
        await servers.troubled(id, trouble);
        return { ok: false };
      }
    }
  }

  const allowed = ({ kind }: McpServerRow): boolean => kind === 'http' || stdio;

  return {
    async list(userId) {
      const rows = (await mcpServersOf(prisma, userId)).filter(allowed);
      // One that wants somebody to sign in, or is down, is looked at where that can be changed: in the settings.
      const ready = rows.filter(({ state }) => state.kind === 'connected' || state.kind === 'unknown');
      const lists = await Promise.all(
        ready.map(async (row) => ({
          row,
          came: await asked(row, userId, LIST_MS, (connection, signal) => connection.prompts(signal)),
        })),
      );
      return {
        prompts: lists
          .flatMap(({ row, came }): ConnectionPrompt[] =>
            came.ok ? came.value.map((prompt) => ({ ...prompt, connectionId: row.id, server: row.name })) : [],
          )
          .slice(0, MOST),
        silent: lists.filter(({ came }) => !came.ok).map(({ row }) => row.name),
      };
    },

    async words(userId, { connectionId, name, values }) {
      const row = await seenServer(prisma, userId, connectionId);
      if (!allowed(row)) throw noSuchPrompt();
      const listed = await asked(row, userId, LIST_MS, (connection, signal) => connection.prompts(signal));
      if (!listed.ok) throw noAnswer();
      const known = listed.value.find((prompt) => prompt.name === name);
      if (known === undefined) throw noSuchPrompt();
      requireFilled(known, values);
      const came = await asked(row, userId, WORDS_MS, (connection, signal) => connection.words(name, values, signal));
      if (!came.ok) throw noAnswer();
      const { text, warning } = wordsOf(came.value);
      if (text === '') throw noSuchPrompt();
      return { text, warning, outside: !row.trusted };
    },
  };
}

/** A server is told nothing that it has not asked for. */
function requireFilled({ blanks }: ListedPrompt, values: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(values).some((name) => !blanks.some((blank) => blank.name === name));
  const missing = blanks.some(({ name, required }) => required && (values[name] ?? '') === '');
  if (unknown || missing) throw new Refusal('bad-input', 'This does not fill the blanks.', { reason: 'answer' });
}

function noSuchPrompt(): Refusal {
  return new Refusal('not-found', 'The server has no such words any more.', { reason: 'prompt' });
}

function noAnswer(): Refusal {
  return new Refusal('unavailable', 'The server did not answer, or said no.', { reason: 'prompt-server' });
}
