import type { Agent } from '../../shared/contact.ts';
import type { WorkspaceState } from '../../shared/sync.ts';
import type { Presence } from '../chat/presence.ts';
import { readSync } from '../chat/sync.ts';
import type { Database } from '../store/database.ts';
import { chatIdsOf } from '../store/members.ts';
import { readWorkspace, readWorkspaceState } from '../store/workspace.ts';
import type { Handlers } from './edge.ts';
import { chatRoom, leaveChats } from './rooms.ts';

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  agents: readonly Agent[];
  presence: Presence;
};

/**
 * Joins the rooms first and reads afterwards, so that whatever happens in between is heard. The rooms of chats that the
 * person is no member of by then are left again: who was removed between the two was not yet in them.
 */
export function syncHandlers({ database, agents, presence }: Parts): Pick<Handlers, 'sync'> {
  async function workspaceSince(version: number): Promise<WorkspaceState | undefined> {
    const workspace = await readWorkspace(database.prisma);
    return workspace?.version === version ? undefined : readWorkspaceState(database.prisma, agents);
  }

  return {
    sync: async (known, { userId, socket }) => {
      const chatIds = await chatIdsOf(database.pool, userId);
      void socket.join(chatIds.map(chatRoom));
      const { chats, gone, user } = await readSync(database, userId, known);
      const still = new Set(chats.map((chat) => chat.chatId));
      leaveChats(
        socket,
        chatIds.filter((id) => !still.has(id)),
      );
      const workspace = await workspaceSince(known.workspace);
      return {
        now: Date.now(),
        chats,
        gone,
        online: presence.online(),
        ...(user === undefined ? {} : { user }),
        ...(workspace === undefined ? {} : { workspace }),
      };
    },
  };
}
