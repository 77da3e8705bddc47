import './parseWithoutEval.ts';
import * as z from 'zod/mini';
import { createStore } from 'zustand/vanilla';
import { InviteView, Session } from '../shared/http.ts';
import type { Delta } from '../shared/message.ts';
import type { Reply } from '../shared/reply.ts';
import type { Refusal } from './action.ts';
import { unavailable } from './failure.ts';
import { createHttp } from './http.ts';
import { createSearch } from './search.ts';
import { createSession } from './session.ts';
import type { SocketOptions } from './socket.ts';
import { type ClientState, emptyState } from './state.ts';
import type { SenderPlatform } from './uploads/sendFile.ts';
import type { Waggle } from './waggle.ts';

export type WaggleOptions = {
  /** Where the server is; the page's own origin by default. */
  url?: string;
  /** What `Session.build` was when this page was built; without it the first one the server tells. */
  build?: string;
  /** Names what is kept in this browser; `waggle` by default. */
  name?: string;
  fetch?: typeof fetch;
  /** See SocketOptions. */
  headers?: () => Record<string, string>;
  reconnectMs?: SocketOptions['reconnectMs'];
  /** What differs for uploads without a browser. */
  uploads?: SenderPlatform;
};

const Nothing = z.object({});

/** Makes the browser's engine. Nothing happens before `start`. */
export function createWaggle(options: WaggleOptions = {}): Waggle {
  const store = createStore<ClientState>(() => emptyState);
  const url = options.url ?? '';
  const http = createHttp(url, options.fetch);
  const refusals = new Set<(refusal: Refusal) => void>();
  const thoughts = new Set<(delta: Delta) => void>();
  const session = createSession({
    store,
    http,
    build: options.build,
    name: options.name ?? 'waggle',
    uploads: options.uploads,
    onRefused: (refusal) => {
      for (const listener of refusals) listener(refusal);
    },
    onThought: (delta) => {
      for (const listener of thoughts) listener(delta);
    },
    socket: () => ({ url, headers: options.headers?.(), reconnectMs: options.reconnectMs }),
  });
  const account = () => session.account();

  /** The answer of a route that signs somebody in. */
  async function enter(reply: Reply<Session>): Promise<Reply<unknown>> {
    if (reply.ok) await session.entered(reply.data);
    return reply;
  }

  return {
    store,
    start: session.start,
    reconnect: session.reconnect,
    signUp: async (body) => enter(await http.post('/api/sign-up', body, Session)),
    signIn: async (body) => enter(await http.post('/api/sign-in', body, Session)),
    signOut: session.signOut,
    changePassword: (body) => http.post('/api/password', body, Nothing),
    resetPassword: (body) => http.post('/api/password-reset', body, Nothing),
    viewInvite: (token) => http.get(`/api/invites/${encodeURIComponent(token)}`, InviteView),

    open(chatId) {
      const open = account()?.open;
      if (open) open(chatId);
      else store.setState({ openChatId: chatId });
    },
    loadOlder: async (chatId) => account()?.loadOlder(chatId),
    loadNewer: async (chatId) => account()?.loadNewer(chatId),
    loadLatest: async (chatId) => account()?.loadLatest(chatId),
    loadAround: async (chatId, seq) => account()?.loadAround(chatId, seq),
    loadAt: async (chatId, at) => (await account()?.loadAt(chatId, at)) ?? null,
    loadMessage: async (chatId, messageId) => (await account()?.loadMessage(chatId, messageId)) ?? null,
    readAt: (chatId, seq) => account()?.readAt(chatId, seq),
    search: createSearch(store, http),
    send: (chatId, content) => account()?.send(chatId, content),
    resend: (chatId, messageId) => account()?.resend(chatId, messageId),
    discard: (chatId, messageId) => account()?.discard(chatId, messageId) ?? '',
    attach: (chatId, files, place) => account()?.attach(chatId, files, place) ?? [],
    detach: (uploadId) => account()?.detach(uploadId),
    retryUpload: (uploadId) => account()?.retryUpload(uploadId),
    markRead: (chatId, seq) => account()?.markRead(chatId, seq),
    setDraft: (chatId, text) => account()?.setDraft(chatId, text),
    setTyping: (chatId, on) => account()?.setTyping(chatId, on),
    act: (name, input) => account()?.act(name, input),
    onRefused(listener) {
      refusals.add(listener);
      return () => void refusals.delete(listener);
    },
    onThought(listener) {
      thoughts.add(listener);
      return () => void thoughts.delete(listener);
    },
    command: (name, input) => account()?.command(name, input) ?? Promise.resolve(unavailable('Nobody is signed in.')),
  };
}
