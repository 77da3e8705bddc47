import { createStore } from 'zustand/vanilla';
import type { Action } from '../../client/action.ts';
import { searchLoaded } from '../../client/searchLoaded.ts';
import { selectMe } from '../../client/select/contacts.ts';
import type { ClientState } from '../../client/state.ts';
import type { Waggle } from '../../client/waggle.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Invite } from '../../shared/invite.ts';
import type { ProviderState } from '../../shared/provider.ts';
import type { Failure, Reply } from '../../shared/reply.ts';
import { cardInput, cardResults } from './cardStories.ts';

const HOUR = 3_600_000;

function refused(code: Failure['code'], reason?: string): Failure {
  return { ok: false, code, message: code, ...(reason !== undefined && { reason }) };
}

function providers(now: number): ProviderState[] {
  const none = {
    configured: false,
    keySource: 'none',
    reachability: { kind: 'unknown' },
    lastError: null,
    models: [],
  } as const;
  return [
    {
      id: 'anthropic',
      name: 'Anthropic',
      configured: true,
      keySource: 'environment',
      baseUrl: null,
      reachability: { kind: 'reachable', at: now - 120_000, models: [] },
      lastError: { at: now - 5 * HOUR, failure: 'overloaded', detail: '529 overloaded_error' },
      models: ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5'],
    },
    {
      id: 'openai',
      name: 'OpenAI',
      configured: true,
      keySource: 'stored',
      baseUrl: null,
      reachability: {
        kind: 'unreachable',
        at: now - 60_000,
        failure: 'bad-key',
        detail: '401 Incorrect API key provided.',
      },
      lastError: null,
      models: [],
    },
    {
      ...none,
      id: 'ollama',
      name: 'Ollama',
      keySource: 'not-needed',
      baseUrl: 'http://127.0.0.1:11434/v1',
      models: [],
    },
    { ...none, id: 'deepseek', name: 'DeepSeek', baseUrl: 'https://api.deepseek.com/v1', models: [] },
    { ...none, id: 'custom', name: 'Other (OpenAI-compatible)', baseUrl: null, models: [] },
  ];
}

/** A client without a server, for looking at screens: it shows a state and answers every command after a moment. */
export function fakeWaggle(state: ClientState, now: number): Waggle {
  const store = createStore<ClientState>(() => state);
  const known = providers(now);
  const invite = (chatId: string | null): Invite => ({
    id: newId(now),
    chatId,
    createdBy: newId(now),
    createdAt: now,
    expiresAt: now + 6 * 24 * HOUR,
    maxUses: 10,
    uses: 3,
    revokedAt: null,
  });
  const providerOf = (id: string) => {
    const provider = known.find((one) => one.id === id) ?? known[0];
    if (!provider) throw new Error('there are always providers');
    return provider;
  };

  const answers: { [N in CommandName]?: (input: CommandInput<N>) => CommandOutput<N> } = {
    'chat:direct': ({ contactId }) => {
      const found = Object.values(store.getState().chats).find(
        ({ chat, members }) => chat.kind === 'direct' && contactId in members,
      );
      return { chatId: found?.chat.id ?? '' };
    },
    'chat:create': () => ({ chatId: Object.keys(store.getState().chats)[0] ?? '' }),
    'invite:create': ({ chatId }) => ({
      invite: invite(chatId),
      url: 'https://waggle.example.org/join/Vb3mQx7KpZ2tYc9LwNf4',
    }),
    'invite:list': ({ chatId }) => ({ invites: [invite(chatId)] }),
    'user:reset': () => ({ url: 'https://waggle.example.org/reset/Vb3mQx7KpZ2tYc9LwNf4' }),
    'provider:list': () => ({ providers: known }),
    'provider:test': ({ providerId }) => ({ provider: providerOf(providerId) }),
    'provider:update': ({ providerId }) => ({ provider: providerOf(providerId) }),
    'invite:accept': () => ({ chatId: null }),
    'call:read': ({ key }) => {
      const tool = key.split(' ')[0] ?? '';
      return { input: cardInput(tool), result: cardResults[tool] ?? '' };
    },
  };

  const soon = <T>(value: T) =>
    new Promise<T>((resolve) => {
      setTimeout(() => {
        resolve(value);
      }, 150);
    });

  return {
    store,
    reconnect: async () => {},
    start: () => () => {},
    signUp: () => soon(refused('conflict', 'email-taken')),
    signIn: () => soon(refused('forbidden', 'bad-credentials')),
    signOut: () => soon(undefined),
    changePassword: () => soon(refused('forbidden', 'wrong-password')),
    resetPassword: () => soon({ ok: true, data: {} }),
    viewInvite: (token) =>
      soon<Reply<{ workspace: string; chat: string | null; invitedBy: string }>>(
        token === 'bad'
          ? refused('forbidden', 'invite-expired')
          : { ok: true, data: { workspace: 'Hohenstein Studio', chat: 'HTTP/3', invitedBy: 'Mara Lindqvist' } },
      ),
    open: (openChatId) => {
      store.setState({ openChatId });
    },
    loadOlder: () => soon(undefined),
    loadNewer: () => soon(undefined),
    loadLatest: () => soon(undefined),
    loadAround: () => soon(undefined),
    loadAt: () => soon(null),
    search: (query) => soon({ ok: true, data: { ...searchLoaded(store.getState(), query), onDevice: false } }),
    loadMessage: () => soon(null),
    readAt: () => undefined,
    send: (chatId, { replyTo, ...content }) => {
      const id = newId();
      store.setState(({ outbox }) => ({
        outbox: {
          ...outbox,
          [chatId]: [
            ...(outbox[chatId] ?? []),
            { ...content, id, chatId, replyTo: replyTo ?? null, createdAt: Date.now(), status: { kind: 'waiting' } },
          ],
        },
      }));
    },
    resend: () => {},
    discard: () => '',
    attach: () => [],
    detach: () => {},
    retryUpload: () => {},
    markRead: () => {},
    setDraft: () => {},
    setTyping: () => {},
    act: (name, input) => {
      const at = Date.now();
      const action = { id: newId(at), name, input, by: selectMe(store.getState()), at, version: null } as Action;
      const { chatId } = input;
      store.setState(({ actions }) => ({ actions: { ...actions, [chatId]: [...(actions[chatId] ?? []), action] } }));
    },
    onRefused: () => () => {},
    onThought: () => () => {},
    command: <N extends CommandName>(name: N, input: CommandInput<N>): Promise<Reply<CommandOutput<N>>> => {
      const answer = answers[name];
      return soon(answer ? { ok: true, data: answer(input) } : refused('unavailable'));
    },
  };
}
