import { roster } from '../../agents/roster/roster.ts';
import { type ClientState, emptyState, type SignedIn } from '../../client/state.ts';
import { type Chat, type Member, plainSetting } from '../../shared/chat.ts';
import type { ChatState } from '../../shared/chatState.ts';
import type { Agent, User } from '../../shared/contact.ts';
import type { Message } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';

/** Ids that are the same in every story. */
export function storyId(number: number): string {
  return `0198c2f0-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const me: SignedIn = {
  id: storyId(1),
  name: 'Mara Lindqvist',
  image: null,
  role: 'admin',
  email: 'mara@example.org',
};

const users: readonly User[] = [
  me,
  { id: storyId(2), name: 'Jonas Öztürk', image: null, role: 'member' },
  { id: storyId(3), name: 'Dr. Maximiliane Freifrau von Hohenstein-Wittgenstein', image: null, role: 'admin' },
  { id: storyId(4), name: 'Amara', image: null, role: 'member' },
  { id: storyId(5), name: '李 小龙', image: null, role: 'member' },
];

export const agents: readonly Agent[] = roster.map(({ id, handle, name, colour, icon, about, starters, tier }) => ({
  id,
  handle,
  name,
  colour,
  icon,
  about,
  starters,
  tier,
}));

type Said = {
  from: string;
  text: string;
  /** Minutes before now. */
  ago: number;
  status?: Message['status'];
  failure?: Message['failure'];
  demo?: boolean;
  mentions?: readonly string[];
} & Pick<Message, 'cards' | 'sources'>;

type Planned = {
  id: number;
  kind: Chat['kind'];
  title?: string;
  goal?: string;
  instructions?: string;
  answers?: Chat['answers'];
  members: readonly string[];
  said: readonly Said[];
  /** Messages at the end that I have not read. */
  unread?: number;
};

const isUser = (id: string) => id.includes('-');

function chatOf(plan: Planned, now: number): ChatState {
  const chatId = storyId(plan.id);
  const createdAt = now - 40 * DAY + plan.id * MINUTE;
  const runs: Record<string, Run> = {};
  let request = '';
  const messages = plan.said.map(({ from, text, ago, status, failure, demo, mentions, ...did }, index): Message => {
    const id = storyId(plan.id * 1000 + index);
    const runId = storyId(plan.id * 1000 + 500 + index);
    const at = now - ago * MINUTE;
    if (isUser(from)) request = id;
    else {
      runs[runId] = {
        id: runId,
        chatId,
        requestId: request,
        version: 1,
        status: status === 'streaming' ? 'running' : 'done',
        reason: plan.kind === 'direct' ? 'direct' : 'mentioned',
        explanation: '',
        askedBy: me.id,
        answers: [{ agentId: from, messageId: id }],
        costMicros: 3400,
        createdAt: at,
        finishedAt: status === 'streaming' ? null : at,
      };
    }
    return {
      id,
      chatId,
      seq: index + 1,
      version: 1,
      senderId: from,
      senderKind: isUser(from) ? 'user' : 'agent',
      text,
      status: status ?? 'complete',
      mentions: [...(mentions ?? [])],
      replyTo: null,
      runId: isUser(from) ? null : runId,
      epoch: 1,
      failure: failure ?? null,
      facts: isUser(from)
        ? null
        : {
            provider: demo ? 'demo' : 'anthropic',
            model: demo ? 'demo' : 'claude-sonnet-5-5',
            demo: demo ?? false,
            durationMs: 4200,
            firstTokenMs: 380,
            inputTokens: 812,
            outputTokens: 344,
            costMicros: demo ? null : 5064,
          },
      createdAt: at,
      editedAt: null,
      deletedAt: null,
      ...did,
    };
  });
  const members = [me.id, ...plan.members].map(
    (contactId, index): Member => ({
      chatId,
      contactId,
      kind: isUser(contactId) ? 'user' : 'agent',
      role: index === 0 ? 'owner' : index === 2 && isUser(contactId) ? 'admin' : 'member',
      joinedAt: createdAt + index,
      leftAt: null,
      version: 1,
    }),
  );
  const lastSeq = messages.length;
  return {
    chat: {
      id: chatId,
      kind: plan.kind,
      title: plan.title ?? '',
      goal: plan.goal ?? '',
      instructions: plan.instructions ?? '',
      answers: plan.answers ?? 'mentioned',
      description: '',
      permissions: { addMembers: 'admins', write: 'everyone', mentionAll: 'everyone' },
      linkPreviews: true,
      localOnly: false,
      pins: [],
      createdBy: me.id,
      createdAt,
      version: 1,
    },
    version: 1,
    lastSeq,
    floor: null,
    members: Object.fromEntries(members.map((member) => [member.contactId, member])),
    messages: Object.fromEntries(messages.map((message) => [message.id, message])),
    order: messages.map((message) => message.id),
    stretches: lastSeq === 0 ? [] : [{ from: 1, to: lastSeq }],
    runs,
    receipts: Object.fromEntries(
      members
        .filter((member) => member.kind === 'user')
        .map(({ contactId }) => [
          contactId,
          { contactId, delivered: lastSeq, read: contactId === me.id ? lastSeq - (plan.unread ?? 0) : lastSeq },
        ]),
    ),
    people: members.filter((member) => member.kind === 'user').length,
  };
}

/** The state of somebody who is signed in, with these chats and a direct chat with every agent. */
export function signedInState(plans: readonly Planned[], now: number): ClientState {
  const planned = new Set(plans.flatMap((plan) => (plan.kind === 'direct' ? plan.members : [])));
  const direct = agents
    .filter(({ id }) => !planned.has(id))
    .map(({ id }, index): Planned => ({ id: 60 - index, kind: 'direct', members: [id], said: [] }));
  const chats = [...plans, ...direct].map((plan) => chatOf(plan, now));
  return {
    ...emptyState,
    session: { kind: 'signed-in', user: me },
    connection: 'online',
    loaded: true,
    workspace: {
      workspace: { name: 'Hohenstein Studio', openSignUp: false, linkPreviews: true, fileLimit: 1e8, version: 1 },
      users: [...users],
      agents: [...agents],
    },
    chats: Object.fromEntries(chats.map((chat) => [chat.chat.id, chat])),
    settings: Object.fromEntries(chats.map(({ chat }) => [chat.id, { chatId: chat.id, ...plainSetting }] as const)),
    online: { [storyId(2)]: true, [storyId(5)]: true },
  };
}

export type { Planned };
