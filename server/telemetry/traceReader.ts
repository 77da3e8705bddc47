import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import { mayManage } from '../../shared/memberRights.ts';
import { SpanTexts } from '../../shared/trace.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { roleIn } from '../store/members.ts';
import { readSpans, readSpanTexts } from '../store/spans.ts';
import { isAdmin } from '../store/users.ts';
import { readWorkspace } from '../store/workspace.ts';

const MOST = 500;

/** What people may read of how a run went; throws Refusals. */
export interface TraceReader {
  read(userId: string, input: CommandInput<'trace:read'>): Promise<CommandOutput<'trace:read'>>;
  texts(userId: string, input: CommandInput<'trace:texts'>): Promise<CommandOutput<'trace:texts'>>;
}

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  /** Writes what has ended and is not in the database yet. */
  flush(): Promise<void>;
};

export function createTraceReader({ database: { pool, prisma }, flush }: Parts): TraceReader {
  /** Whether they may read texts too. */
  async function admitted(userId: string, chatId: string): Promise<boolean> {
    const role = await roleIn(pool, chatId, userId);
    if (role === undefined) throw noSuchChat();
    const admin = await isAdmin(prisma, userId);
    if (!admin && !mayManage(role)) {
      throw new Refusal('forbidden', 'Only admins of the chat or of the workspace may see this.', { reason: 'role' });
    }
    return admin && (await readWorkspace(prisma))?.tracePrompts === true;
  }

  return {
    async read(userId, { chatId, runId }) {
      const texts = await admitted(userId, chatId);
      await flush();
      const spans = await readSpans(pool, { chatId, runId, most: MOST + 1 });
      const hideTexts = texts ? {} : { hasTexts: false };
      const shown = spans.slice(0, MOST).map((span) => ({ ...span, ...hideTexts }));
      return { spans: shown, more: spans.length > MOST, texts };
    },
    async texts(userId, { chatId, runId, spanId }) {
      if (!(await admitted(userId, chatId))) {
        throw new Refusal('forbidden', 'What was said is for admins of the workspace, and kept only where it is set.', {
          reason: 'texts',
        });
      }
      const stored = await readSpanTexts(pool, { chatId, runId, spanId });
      if (stored === undefined) throw new Refusal('not-found', 'Nothing is kept of this.', { reason: 'texts' });
      return { texts: SpanTexts.parse(JSON.parse(stored)) };
    },
  };
}
