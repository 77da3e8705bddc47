import type { Member } from '../../shared/chat.ts';
import type { Message } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';
import type { ChatSync, SyncInput, SyncOutput } from '../../shared/sync.ts';
import { chatOf } from '../store/chats.ts';
import type { Database } from '../store/database.ts';
import { failing, type Unreadable } from '../store/messages.ts';
import { type ChatReceipts, readReceipts } from '../store/receipts.ts';
import { readRuns } from '../store/runViews.ts';
import { readSnapshot } from '../store/snapshot.ts';
import {
  readChangedMembers,
  readChangedMessages,
  readChangedRuns,
  readLastMessages,
  readSyncedChats,
  type OwnState,
  readUserState,
  type SyncedChat,
} from '../store/sync.ts';
import { chatReceipts } from './receiptNews.ts';
import { type ChatPlan, planSync } from './syncPlan.ts';

type Rows = { members: Member[]; messages: Message[]; runs: Run[]; receipts: ChatReceipts[] };

/**
 * What a client that has these versions lacks, all of it from one state of the database: a constant number of
 * statements, whatever the number of chats, and fewer where it lacks little.
 */
export function readSync(
  database: Pick<Database, 'pool'>,
  userId: string,
  known: Pick<SyncInput, 'user' | 'chats'>,
  unreadable: Unreadable = failing,
): Promise<Pick<SyncOutput, 'chats' | 'gone'> & { user?: OwnState }> {
  return readSnapshot(database.pool, async (reader) => {
    const chats = await readSyncedChats(reader, userId, known.chats);
    const plans = planSync(
      chats.map(({ id, changedMessages, changedRuns, ...chat }) => ({
        chatId: id,
        changed: changedMessages + changedRuns,
        ...chat,
      })),
    );
    const changes = plans.filter((plan) => plan.kind === 'changes');
    const pages = plans.filter((plan) => plan.kind === 'page');
    const where = (some: (chat: SyncedChat) => number) => {
      const ids = new Set(chats.filter((chat) => some(chat) > 0).map((chat) => chat.id));
      return changes.filter((plan) => ids.has(plan.chatId));
    };
    const messagesChanged = where((chat) => chat.changedMessages);
    const runsChanged = where((chat) => chat.changedRuns);
    const wholly = pages.map(({ chatId }) => ({ chatId, since: 0 }));
    const page = await readLastMessages(reader, pages, unreadable);
    const rows: Rows = {
      members: await readChangedMembers(reader, [...changes, ...wholly]),
      messages: [...page, ...(await readChangedMessages(reader, messagesChanged, unreadable))],
      runs: [...(await readRuns(reader, runsOfPage(page))), ...(await readChangedRuns(reader, runsChanged))],
      receipts: await readReceipts(
        reader,
        chats.map((chat) => chat.id),
        userId,
      ),
    };
    const there = new Set(chats.map((chat) => chat.id));
    const user = await readUserState(reader, userId, known.user);
    return {
      ...(user === undefined ? {} : { user }),
      chats: composeChats(chats, plans, rows),
      gone: Object.keys(known.chats).filter((id) => !there.has(id)),
    };
  });
}

function runsOfPage(messages: readonly Message[]): { requestIds: string[]; runIds: string[] } {
  return {
    requestIds: messages.filter((message) => message.senderKind === 'user').map((message) => message.id),
    runIds: [...new Set(messages.flatMap((message) => message.runId ?? []))],
  };
}

function composeChats(chats: readonly SyncedChat[], plans: readonly ChatPlan[], rows: Rows): ChatSync[] {
  const members = Map.groupBy(rows.members, (row) => row.chatId);
  const messages = Map.groupBy(rows.messages, (row) => row.chatId);
  const runs = Map.groupBy(rows.runs, (row) => row.chatId);
  const receipts = new Map(rows.receipts.map((row) => [row.chatId, row]));
  return chats.map((row, index): ChatSync => {
    const plan = plans[index];
    const limited = plan?.kind === 'page';
    const isChanged = limited || (plan?.kind === 'changes' && row.stamp > plan.since);
    return {
      chatId: row.id,
      upTo: row.version,
      limited,
      lastSeq: row.lastSeq,
      ...(isChanged ? { chat: chatOf(row) } : {}),
      members: members.get(row.id) ?? [],
      messages: messages.get(row.id) ?? [],
      runs: runs.get(row.id) ?? [],
      ...chatReceipts(receipts.get(row.id)),
    };
  });
}
