import type { CommandInput, CommandName } from '../../../shared/command.ts';
import { newId } from '../../../shared/ids.ts';
import { type AgentDefinition, newOwnAgentId } from '../../../shared/ownAgent.ts';

/** Whom a command is tried as; of the workspace's admin the chat knows nothing. */
export const actors = ['admin', 'owner', 'member', 'former', 'stranger'] as const;
export type Actor = (typeof actors)[number];

/** What a command is tried on. */
export type Ground = {
  /** A project in which everybody is what they are called, with an agent. */
  chatId: string;
  /** A person in it who tries nothing. */
  bystander: string;
  outsider: string;
  /** What the owner sent into it: a poll and a date among others. */
  messageId: string;
  pollId: string;
  dateId: string;
  /** Of the group. */
  inviteId: string;
  token: string;
  /** The owner made it and shares it with everybody. */
  agentId: string;
};

/** `ok`, or the code and, after a slash, the reason of the refusal. */
type Expected = string;

type Row<N extends CommandName> = {
  input(ground: Ground): CommandInput<N>;
  expected: Readonly<Record<Actor, Expected>>;
};

const all = (answer: Expected) => of(answer, answer, answer, answer, answer);
const everybody = all('ok');
const members = (answer: Expected) => of('not-found/chat', answer, answer, 'not-found/chat', 'not-found/chat');
const managers = of('not-found/chat', 'ok', 'forbidden/role', 'not-found/chat', 'not-found/chat');
/** What the owner wrote: others do nothing to it, and learn nothing of it. */
const sender = of('not-found/chat', 'ok', 'forbidden/message', 'not-found/chat', 'not-found/chat');
const admins = (answer: Expected) => of(answer, 'forbidden', 'forbidden', 'forbidden', 'forbidden');

type Answers = readonly [admin: Expected, owner: Expected, member: Expected, former: Expected, stranger: Expected];

function of(...[admin, owner, member, former, stranger]: Answers) {
  return { admin, owner, member, former, stranger };
}

/** Everybody may use what the owner made; its maker and admins change it. */
const maker = of('ok', 'ok', 'forbidden/agent-of-other', 'forbidden/agent-of-other', 'forbidden/agent-of-other');

export function newAgent(): CommandInput<'agent:create'> {
  const agentId = newOwnAgentId();
  return { agentId, who: { kind: 'all' }, definition: { ...definition, handle: agentId.slice(-12), name: agentId } };
}

/** A file that there is not; who is no member does not even learn that. */
const inSpace = ({ chatId }: Ground) => ({ chatId, path: 'notes/plan.md' });
const version = 'abcdef0123';
const message = 'Try';

const definition: AgentDefinition = {
  ...{ handle: 'beekeeper', name: 'Beekeeper', colour: 'olive', icon: 'compass', about: 'Knows bees.' },
  ...{
    instructions: 'Be kind to bees.',
    starters: ['How do bees dance?'],
    tier: 'cloud',
    model: null,
    tools: ['time'],
  },
};

/** Of a browser that there is not. */
const BROWSER_KEYS = {
  p256dh: 'BB4YUy_UdUwC8wQdnHXOszuD_9gax85P6ILMscmLxYlupGwxHE4v9A3ZajZT5uRURdMt_khuztdcepDGoYiBwKM',
  auth: 'AAAAAAAAAAAAAAAAAAAAAA',
};

/** Every command of the contract: an input that is right, and what everybody is answered to it. */
export const rows: { readonly [N in CommandName]: Row<N> } = {
  sync: { input: ({ chatId }) => ({ workspace: 0, user: 0, chats: { [chatId]: 1 } }), expected: everybody },
  'chat:open': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'chat:close': { input: ({ chatId }) => ({ chatId }), expected: everybody },
  'delta:fetch': {
    input: ({ chatId }) => ({ chatId, messageId: newId(), epoch: 0, offset: 0 }),
    expected: members('ok'),
  },
  'chat:direct': { input: ({ outsider }) => ({ contactId: outsider }), expected: everybody },
  'chat:create': {
    input: ({ outsider }) => ({ id: newId(), kind: 'project', title: 'Honey', goal: 'More', contacts: [outsider] }),
    expected: everybody,
  },
  'chat:update': { input: ({ chatId }) => ({ chatId, title: 'New', answers: 'always' }), expected: managers },
  'chat:set': {
    input: ({ chatId }) => ({ chatId, mutedUntil: 1, notify: 'mentions', archived: true, pinned: true }),
    expected: members('ok'),
  },
  'member:add': { input: ({ chatId, outsider }) => ({ chatId, contactIds: [outsider] }), expected: managers },
  'member:remove': { input: ({ chatId, bystander }) => ({ chatId, contactId: bystander }), expected: managers },
  'member:update': {
    input: ({ chatId, bystander }) => ({ chatId, contactId: bystander, role: 'admin' }),
    expected: managers,
  },
  'member:leave': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'message:send': { input: ({ chatId }) => ({ id: newId(), chatId, text: 'Hello' }), expected: members('ok') },
  'message:edit': { input: ({ chatId, messageId }) => ({ chatId, messageId, text: 'Better' }), expected: sender },
  'message:delete': { input: ({ chatId, messageId }) => ({ chatId, messageId }), expected: sender },
  'message:react': {
    input: ({ chatId, messageId }) => ({ chatId, messageId, emoji: '🐝', on: true }),
    expected: members('ok'),
  },
  'message:vote': {
    input: ({ chatId, pollId }) => ({ chatId, messageId: pollId, choices: [1] }),
    expected: members('ok'),
  },
  'poll:close': { input: ({ chatId, pollId }) => ({ chatId, messageId: pollId }), expected: sender },
  'appointment:answer': {
    input: ({ chatId, dateId }) => ({ chatId, messageId: dateId, answer: 'maybe' }),
    expected: members('ok'),
  },
  'appointment:cancel': { input: ({ chatId, dateId }) => ({ chatId, messageId: dateId }), expected: sender },
  'appointment:mails': { input: ({ chatId, dateId }) => ({ chatId, messageId: dateId }), expected: sender },
  'appointment:mail': {
    input: ({ chatId, dateId }) => ({ chatId, messageId: dateId, contactIds: [], addresses: [], language: 'en' }),
    // None is sent where the tests are.
    expected: of('not-found/chat', 'conflict/no-mail', 'forbidden/message', 'not-found/chat', 'not-found/chat'),
  },
  'message:pin': { input: ({ chatId, messageId }) => ({ chatId, messageId, on: true }), expected: members('ok') },
  'message:star': { input: ({ chatId, messageId }) => ({ chatId, messageId, on: true }), expected: members('ok') },
  'message:hide': {
    input: ({ chatId, messageId }) => ({ chatId, messageIds: [messageId], hidden: true }),
    expected: members('ok'),
  },
  'message:info': { input: ({ chatId, messageId }) => ({ chatId, messageId }), expected: sender },
  'message:history': { input: ({ chatId, messageId }) => ({ chatId, messageId }), expected: members('ok') },
  'message:fetch': { input: ({ chatId, messageId }) => ({ chatId, messageIds: [messageId] }), expected: members('ok') },
  'answer:stop': { input: ({ chatId }) => ({ chatId, messageId: newId() }), expected: members('ok') },
  'answer:retry': {
    input: ({ chatId }) => ({ chatId, messageId: newId(), mode: 'again', by: { model: 'ollama/qwen3' } }),
    expected: members('not-found/answer'),
  },
  'answer:choices': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'answer:steer': {
    input: ({ chatId, messageId }) => ({ chatId, messageId, text: 'also look at wax' }),
    expected: members('conflict/too-late'),
  },
  'answer:pass': {
    input: ({ chatId, messageId }) => ({ chatId, messageId }),
    expected: members('conflict/not-asked'),
  },
  'call:read': {
    input: ({ chatId, messageId }) => ({ chatId, messageId, key: 'none/0/0' }),
    expected: members('not-found/call'),
  },
  'thought:read': {
    input: ({ chatId, messageId }) => ({ chatId, messageId }),
    expected: members('not-found/thought'),
  },
  'thought:watch': { input: ({ chatId, messageId }) => ({ chatId, messageId }), expected: members('ok') },
  'thought:leave': { input: ({ chatId, messageId }) => ({ chatId, messageId }), expected: everybody },
  'call:answer': {
    input: ({ chatId, messageId }) => ({ chatId, messageId, key: 'none/0/0', questionId: newId(), values: null }),
    expected: members('conflict/call-expired'),
  },
  'call:decide': {
    input: ({ chatId, messageId }) => {
      return { chatId, messageId, key: 'none/0/0', hash: 'none', allowed: true, reason: '' };
    },
    expected: members('not-found/call'),
  },
  'run:list': { input: ({ chatId }) => ({ chatId, before: newId() }), expected: members('ok') },
  'run:read': { input: ({ chatId }) => ({ chatId, runId: newId() }), expected: members('not-found/run') },
  'run:stop': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'run:reroute': {
    input: ({ chatId }) => ({ chatId, requestId: newId(), agentIds: ['coder'] }),
    expected: members('not-found/request'),
  },
  'receipt:mark': {
    input: ({ chatId }) => ({ delivered: { [chatId]: 1 }, read: { [chatId]: 1 } }),
    expected: everybody,
  },
  'typing:set': { input: ({ chatId }) => ({ chatId, on: true }), expected: members('ok') },
  'draft:set': { input: ({ chatId }) => ({ chatId, text: 'Not yet' }), expected: members('ok') },
  'visibility:set': { input: () => ({ visible: true }), expected: everybody },
  'user:update': { input: () => ({ name: 'Another name' }), expected: everybody },
  'user:reset': { input: ({ outsider }) => ({ userId: outsider }), expected: admins('ok') },
  'user:role': { input: ({ outsider }) => ({ userId: outsider, role: 'member' }), expected: admins('ok') },
  'contact:block': { input: ({ outsider }) => ({ contactId: outsider, on: false }), expected: everybody },
  'session:list': { input: () => ({}), expected: everybody },
  'session:end': {
    input: () => ({ sessionId: newId() }),
    expected: all('not-found/session'),
  },
  'workspace:update': { input: () => ({ name: 'Hive', openSignUp: true }), expected: admins('ok') },
  'invite:create': { input: ({ chatId }) => ({ chatId, hours: 1, uses: 1 }), expected: managers },
  'invite:list': { input: ({ chatId }) => ({ chatId }), expected: managers },
  'invite:revoke': {
    input: ({ inviteId }) => ({ inviteId }),
    expected: of('not-found/invite', 'ok', 'not-found/invite', 'not-found/invite', 'not-found/invite'),
  },
  'invite:accept': { input: ({ token }) => ({ token }), expected: of('ok', 'ok', 'ok', 'forbidden/removed', 'ok') },
  'provider:list': { input: () => ({}), expected: admins('ok') },
  'provider:update': { input: () => ({ providerId: 'anthropic', key: null }), expected: admins('ok') },
  'figures:list': { input: () => ({ providerId: 'openai' }), expected: admins('ok') },
  'figures:set': {
    input: () => ({
      model: 'openai/gpt-6-luna',
      figures: { price: null, pictures: null, contextTokens: 100_000 },
      zeroIsFree: false,
    }),
    expected: admins('ok'),
  },
  'figures:reset': { input: () => ({ model: 'openai/gpt-6-luna' }), expected: admins('ok') },
  'budget:list': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'budget:set': {
    input: ({ chatId }) => ({ scope: { kind: 'chat', id: chatId }, window: 'day', limitMicros: 5_000_000 }),
    expected: managers,
  },
  'policy:list': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'policy:set': {
    input: ({ chatId }) => {
      const policy = { ask: 'once', who: 'quorum', quorum: 2 } as const;
      return { chatId, agentId: 'coder', effect: 'write', policy };
    },
    expected: managers,
  },
  'budget:rules': { input: () => ({ timeZone: 'Europe/Berlin', runLimitMicros: null }), expected: admins('ok') },
  'rates:list': { input: () => ({}), expected: admins('ok') },
  'rates:reset': { input: () => ({ agentId: 'coder' }), expected: admins('ok') },
  'answer:budgets': {
    input: ({ chatId }) => ({ chatId, messageId: newId() }),
    expected: members('not-found/answer'),
  },
  'answer:raise': {
    input: ({ chatId }) => ({ chatId, messageId: newId(), byMicros: 1_000 }),
    expected: members('not-found/answer'),
  },
  'spending:read': { input: () => ({ days: 30 }), expected: everybody },
  'trace:read': { input: ({ chatId }) => ({ chatId, runId: newId() }), expected: managers },
  'trace:texts': {
    input: ({ chatId }) => ({ chatId, runId: newId(), spanId: '0123456789abcdef' }),
    expected: of('not-found/chat', 'forbidden/texts', 'forbidden/role', 'not-found/chat', 'not-found/chat'),
  },
  'provider:test': { input: () => ({ providerId: 'nobody' }), expected: admins('not-found/provider') },
  'model:local': { input: () => ({}), expected: everybody },
  'agent:create': { input: newAgent, expected: everybody },
  'agent:update': { input: ({ agentId }) => ({ agentId, definition }), expected: maker },
  'agent:share': { input: ({ agentId }) => ({ agentId, who: { kind: 'all' } }), expected: maker },
  'agent:read': { input: ({ agentId }) => ({ agentId }), expected: everybody },
  'agent:versions': { input: ({ agentId }) => ({ agentId }), expected: everybody },
  'agent:restore': { input: ({ agentId }) => ({ agentId, number: 1 }), expected: maker },
  'agent:choices': { input: () => ({}), expected: everybody },
  'agent:try': { input: () => ({ agentId: newOwnAgentId(), definition }), expected: everybody },
  'agent:discard': { input: () => ({}), expected: everybody },
  'agent:archive': { input: ({ agentId }) => ({ agentId, on: false }), expected: maker },
  'mcp:list': { input: () => ({}), expected: everybody },
  'mcp:add': {
    input: () => ({
      name: 'Nowhere',
      forWhom: 'workspace',
      to: { kind: 'http', url: 'https://127.0.0.1:9', token: '' },
    }),
    expected: admins('ok'),
  },
  'mcp:update': { input: () => ({ connectionId: newId(), trusted: true }), expected: all('not-found/connection') },
  'mcp:remove': { input: () => ({ connectionId: newId() }), expected: all('not-found/connection') },
  'mcp:refresh': { input: () => ({ connectionId: newId() }), expected: all('not-found/connection') },
  'mcp:authorize': { input: () => ({ connectionId: newId() }), expected: all('not-found/connection') },
  'mcp:tools': { input: () => ({ connectionId: newId() }), expected: all('not-found/connection') },
  'mcp:grant': {
    input: () => ({ connectionId: newId(), tool: 'add', agentId: 'coder', hash: 'none', on: true }),
    expected: all('not-found/connection'),
  },
  'mcp:prompts': { input: () => ({}), expected: everybody },
  'mcp:prompt': {
    input: () => ({ connectionId: newId(), name: 'review', values: { file: 'a' } }),
    expected: all('not-found/connection'),
  },
  'calendar:list': { input: () => ({}), expected: everybody },
  'calendar:add': {
    input: () => ({ name: 'Nowhere', colour: 'blue', address: 'https://127.0.0.1:9/me.ics' }),
    expected: everybody,
  },
  'calendar:update': { input: () => ({ calendarId: newId(), name: 'Work' }), expected: all('not-found/calendar') },
  'calendar:remove': { input: () => ({ calendarId: newId() }), expected: all('not-found/calendar') },
  'calendar:refresh': { input: () => ({ calendarId: newId() }), expected: all('not-found/calendar') },
  'preferences:set': {
    input: () => ({ sounds: false, quiet: { from: 1320, to: 420, timeZone: 'Europe/Berlin' } }),
    expected: everybody,
  },
  'chat:summaries': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'summary:renew': { input: ({ chatId }) => ({ chatId }), expected: managers },
  'summary:forget': { input: ({ chatId }) => ({ chatId }), expected: managers },
  'file:view': { input: () => ({ fileId: newId() }), expected: all('not-found/file') },
  'space:list': { input: ({ chatId }) => ({ chatId }), expected: members('ok') },
  'space:read': { input: inSpace, expected: members('not-found/space-file') },
  'space:history': { input: inSpace, expected: members('ok') },
  'space:diff': { input: (ground) => ({ ...inSpace(ground), version }), expected: members('not-found/space-file') },
  'space:delete': { input: (ground) => ({ ...inSpace(ground), message }), expected: members('not-found/space-file') },
  'space:restore': {
    input: (ground) => ({ ...inSpace(ground), version, message }),
    expected: members('not-found/space-file'),
  },
  'space:keep': {
    input: (ground) => ({ ...inSpace(ground), fileId: newId(), message }),
    expected: members('not-found/file'),
  },
  'push:key': { input: () => ({}), expected: everybody },
  'push:subscribe': {
    input: () => ({ endpoint: 'https://push.example.com/1', keys: BROWSER_KEYS, locale: 'en' }),
    expected: everybody,
  },
  'push:unsubscribe': { input: () => ({ endpoint: 'https://push.example.com/2' }), expected: everybody },
};
