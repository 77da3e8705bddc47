import type { SyncInput, SyncOutput, WorkspaceState } from '../../shared/sync.ts';
import { Lanes } from '../chat/lanes.ts';
import type { Presence } from '../chat/presence.ts';
import { readSync } from '../chat/sync.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import type { Database } from '../store/database.ts';
import { chatIdsOf } from '../store/members.ts';
import type { Unreadable } from '../store/messages.ts';
import { readWorkspaceState, readWorkspaceVersion } from '../store/workspace.ts';
import { isOverfull } from './backlog.ts';
import { type Caller, type Handlers, readFirst } from './edge.ts';
import { chatRoom, leaveChats } from './rooms.ts';

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  agents: Pick<AgentContacts, 'readMet' | 'readKnownTo'>;
  presence: Presence;
  unreadable: Unreadable;
};

/**
 * Joins the rooms first and reads afterwards, so that whatever happens in between is heard. The rooms of chats that the
 * person is no member of by then are left again: who was removed between the two was not yet in them. A person's syncs
 * are worked out one after the other: their answers are large.
 */
export function syncHandlers({ database, agents, presence, unreadable }: Parts): Pick<Handlers, 'sync'> {
  async function workspaceSince(version: number): Promise<WorkspaceState | undefined> {
    const now = await readWorkspaceVersion(database.pool);
    return now === version ? undefined : readWorkspaceState(database.prisma, agents);
  }

  async function sync(known: SyncInput, { userId, socket }: Caller): Promise<SyncOutput> {
    if (!socket.connected || isOverfull(socket.conn)) throw readFirst();
    const chatIds = await chatIdsOf(database.pool, userId);
    void socket.join(chatIds.map(chatRoom));
    const { chats, gone, user } = await readSync(database, userId, known, unreadable);
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
      ...(user === undefined ? {} : { user: { ...user, agents: await agents.readKnownTo(userId) } }),
      ...(workspace === undefined ? {} : { workspace }),
    };
  }

  const lanes = new Lanes();
  return { sync: (known, caller) => lanes.run(caller.userId, () => sync(known, caller)) };
}
