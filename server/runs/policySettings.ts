import type { CommandInput } from '../../shared/command.ts';
import type { SetPolicy } from '../../shared/commands/policies.ts';
import { mayManage } from '../../shared/memberRights.ts';
import type { ChangeChat } from '../chat/change.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Writing } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { isMember, memberOf, readMembers } from '../store/members.ts';
import { listPolicies, setPolicy } from '../store/policies.ts';
import { isAdmin } from '../store/users.ts';

/** What people see and say of when agents ask them; what is said counts for what is asked from then on. */
export interface PolicySettings {
  list(userId: string, input: CommandInput<'policy:list'>): Promise<SetPolicy[]>;
  set(userId: string, input: CommandInput<'policy:set'>): Promise<void>;
}

type Parts = { database: Pick<Database, 'pool' | 'prisma'>; changeChat: ChangeChat };

export function createPolicySettings({ database: { pool, prisma }, changeChat }: Parts): PolicySettings {
  return {
    async list(userId, { chatId }) {
      if (chatId !== null && !(await isMember(pool, chatId, userId))) throw noSuchChat();
      return listPolicies(pool, chatId);
    },
    async set(userId, input) {
      const admin = await isAdmin(prisma, userId);
      if (input.chatId === null) {
        if (!admin) throw new Refusal('forbidden', 'Only admins of the workspace may do this.');
        if (input.agentId !== null) throw noSuchAgent();
        await setPolicy(prisma, input, userId);
        return;
      }
      // Only for its lock: nothing of the chat itself changes.
      await changeChat(input.chatId, async (writing) => {
        await requireManager(writing, userId, input.agentId);
        if (input.effect === 'dangerous' && input.policy?.ask === 'never' && !admin) {
          throw new Refusal('forbidden', 'Only admins of the workspace say so.', { reason: 'never-dangerous' });
        }
        await setPolicy(writing.tx, input, userId);
        return null;
      });
    },
  };
}

/** In a direct chat its person says how its agent asks. */
async function requireManager({ tx, chat }: Writing, userId: string, agentId: string | null): Promise<void> {
  const members = (await readMembers(tx, chat.id)).map(memberOf).filter(({ leftAt }) => leftAt === null);
  const me = members.find(({ contactId, kind }) => contactId === userId && kind === 'user');
  if (me === undefined) throw noSuchChat();
  if (chat.kind !== 'direct' && !mayManage(me.role)) {
    throw new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
  }
  if (agentId !== null && !members.some(({ contactId, kind }) => contactId === agentId && kind === 'agent')) {
    throw noSuchAgent();
  }
}

function noSuchAgent(): Refusal {
  return new Refusal('not-found', 'There is no such agent here.', { reason: 'agent' });
}
