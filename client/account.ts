import type { CommandInput, CommandName, CommandOutput } from '../shared/command.ts';
import type { EventData } from '../shared/event.ts';
import type { Reply } from '../shared/reply.ts';
import type { ActionInput, ActionName, Refusal } from './action.ts';
import { createActions } from './actions.ts';
import { openCache } from './cache.ts';
import { createDrafts } from './drafts.ts';
import { unavailable } from './failure.ts';
import { createHistory, type History } from './history.ts';
import type { Http } from './http.ts';
import { keepCached } from './keepCached.ts';
import { createLive } from './live.ts';
import { createOutbox } from './outbox.ts';
import { isVisible, watchPage } from './page.ts';
import { dividerOf, leaveChat, without } from './putChats.ts';
import { createReceipts } from './receipts.ts';
import { createSocket, type SocketOptions } from './socket.ts';
import type { Content, Store } from './state.ts';
import { createSync } from './sync.ts';
import { createTabs } from './tabs.ts';
import { createTyping } from './typing.ts';
import { createFileSender, type SenderPlatform } from './uploads/sendFile.ts';
import { createUploads, type Uploads } from './uploads/uploads.ts';
import { openUploadBox } from './uploads/uploadBox.ts';
import { warn } from './warn.ts';

/** The page says that it is seen this often; the server believes it twice as long. */
const LEASE_MS = 30_000;
/** How long a command waits for the connection. */
const PATIENCE_MS = 10_000;

/** Everything that runs while one person is signed in. */
export type Account = History & {
  userId: string;
  connect(): void;
  /** Tries now what would be tried later. */
  reconnect(): void;
  open(chatId: string | null): void;
  send(chatId: string, content: Content): void;
  resend(chatId: string, messageId: string): void;
  discard(chatId: string, messageId: string): string;
  attach: Uploads['attach'];
  detach(uploadId: string): void;
  retryUpload(uploadId: string): void;
  markRead(chatId: string, seq: number): void;
  setDraft(chatId: string, text: string): void;
  setTyping(chatId: string, on: boolean): void;
  act<N extends ActionName>(name: N, input: ActionInput<N>): void;
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Reply<CommandOutput<N>>>;
  /** Ends everything, what was not yet written being written first. */
  stop(): Promise<void>;
  /** Ends everything and deletes what is kept of it. */
  wipe(): Promise<void>;
};

export type AccountPorts = {
  store: Store;
  http: Http;
  socket: SocketOptions;
  userId: string;
  /** Names what is kept of this person, and what their tabs share. */
  name: string;
  /** The session ended, or may have. */
  onSessionEnded(): void;
  onSignedOut(): void;
  /** Connected, perhaps to a newer server than before. */
  onUp(): void;
  /** The server will not do what the person did. */
  onRefused(refusal: Refusal): void;
  /** What a model tells of its thinking, for an answer that is watched. */
  onThought(delta: EventData<'thought:delta'>): void;
  uploads?: SenderPlatform | undefined;
};

/** Brings back what is kept of this person into the store, and wires the parts that keep it current. */
export async function openAccount({ store, http, userId, name, ...ports }: AccountPorts): Promise<Account> {
  const cache = await openCache(name);
  const snapshot = await cache.load().catch((cause: unknown) => {
    warn('what is kept on this device could not be read', cause);
    return { chats: [], own: undefined };
  });
  if (snapshot.own) {
    const chats = Object.fromEntries(snapshot.chats.map((chat) => [chat.chat.id, chat]));
    store.setState({ ...snapshot.own, chats, loaded: true });
    const opened = chats[store.getState().openChatId ?? ''];
    if (opened) store.setState({ dividerSeq: dividerOf(opened, userId) });
  }
  const keeper = keepCached(store, cache);

  const socket = createSocket(ports.socket, {
    events: {
      'chat:changed': (change) => sync.chatChanged(change),
      'user:changed': (change) => sync.userChanged(change),
      'workspace:changed': (workspace) => sync.workspaceChanged(workspace),
      'receipt:changed': (event) => receipts.changed(event),
      'typing:changed': (event) => typing.changed(event),
      'presence:changed': ({ userId: id, online }) =>
        store.setState((state) => ({
          online: online ? { ...state.online, [id]: true } : without(state.online, new Set([id])),
        })),
      'message:delta': (delta) => live.delta(delta),
      'thought:delta': (delta) => ports.onThought(delta),
      'step:changed': (step) => live.stepChanged(step),
      'budget:warned': (budgetWarned) => store.setState({ budgetWarned }),
      'prompts:changed': () => store.setState((state) => ({ promptsVersion: state.promptsVersion + 1 })),
      'events:missed': () => void sync.sync(),
      'session:ended': () => ports.onSessionEnded(),
      'server:leaving': ({ afterMs }) => socket.renew(afterMs + Math.random() * 1000),
    },
    onUnreadable: () => void sync.sync(),
    onConnection: (connection) => store.setState({ connection }),
    onUp,
    onSignedOut: () => ports.onSignedOut(),
  });
  const { command, isUp } = socket;
  const drafts = createDrafts({ store, box: cache.drafts, command, isUp });
  const sync = createSync({
    store,
    command,
    isUp,
    unsentDraft: (chatId) => drafts.unsent(chatId),
  });
  const tabs = createTabs(name, (message) => {
    outbox.fromTab(message);
    actions.fromTab(message);
  });
  const uploads = createUploads({
    store,
    box: openUploadBox(`${name}:files`),
    sender: createFileSender(ports.socket.url, ports.uploads),
    view: (fileId) => command('file:view', { fileId }),
    isUp,
    onSettled: () => outbox.drain(),
    lockName: name,
  });
  const outbox = createOutbox({
    store,
    box: cache.outbox,
    uploads,
    command,
    isUp,
    acknowledged: (change) => sync.acknowledged(change),
    tell: (message) => tabs.tell(message),
    lockName: name,
  });
  const actions = createActions({
    store,
    me: userId,
    box: cache.actions,
    command,
    isUp,
    caughtUp: (stands) => sync.caughtUp(stands),
    tell: (message) => tabs.tell(message),
    refused: (refusal) => ports.onRefused(refusal),
    lockName: name,
  });
  const live = createLive({ store, command });
  const receipts = createReceipts({ store, me: userId, command, isUp, stored: () => keeper.flush() });
  const typing = createTyping({ store, me: userId, command });
  const history = createHistory({ store, http, forgotten: (chatId) => sync.forgotten(chatId) });
  await Promise.all([drafts.load(), outbox.load(), actions.load()]);
  void uploads.load(Object.values(store.getState().outbox).flat());

  function onUp(): void {
    ports.onUp();
    if (isVisible()) showVisible(true);
    const { openChatId } = store.getState();
    if (openChatId !== null) void live.open(openChatId);
    uploads.resume();
    outbox.drain();
    actions.drain();
    void sync.sync().then(() => {
      receipts.flush();
      drafts.flush();
      sayTimeZone();
      if (openChatId !== null) fillOpened(openChatId);
    });
  }

  /** Agents reckon with the place the person was at last. */
  function sayTimeZone(): void {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if (store.getState().preferences.timeZone !== timeZone) void command('preferences:set', { timeZone });
  }

  function showVisible(visible: boolean): void {
    void command('visibility:set', { visible });
  }

  /** A chat that is shown needs something to show. */
  function fillOpened(chatId: string): void {
    const chat = store.getState().chats[chatId];
    if (chat && chat.order.length === 0 && chat.lastSeq > 0) void history.loadLatest(chatId);
  }

  function reconnect(): void {
    if (!isUp()) void socket.prove();
  }

  const lease = setInterval(() => isVisible() && showVisible(true), LEASE_MS);
  const unwatch = watchPage({
    onShown: async () => {
      if (!(await socket.prove())) return;
      uploads.resume();
      outbox.drain();
      actions.drain();
      await sync.sync();
    },
    onFocused: reconnect,
    onHidden: () => {
      showVisible(false);
      drafts.flush();
      void keeper.flush();
    },
  });

  function end(): void {
    clearInterval(lease);
    unwatch();
    socket.close();
    tabs.close();
    for (const part of [sync, outbox, uploads, actions, receipts, typing, drafts]) part.stop();
  }

  return {
    ...history,
    userId,
    connect: () => socket.connect(),
    reconnect,
    open(chatId) {
      const { openChatId, chats } = store.getState();
      if (openChatId === chatId) return;
      const chat = chatId === null ? undefined : chats[chatId];
      store.setState((state) => ({
        openChatId: chatId,
        dividerSeq: chat ? dividerOf(chat, userId) : null,
        ...(openChatId !== null && leaveChat(state, openChatId)),
      }));
      if (openChatId !== null) live.close(openChatId);
      if (chatId === null) return;
      void live.open(chatId);
      fillOpened(chatId);
    },
    send(chatId, content) {
      outbox.send(chatId, content);
      typing.set(chatId, false);
      store.setState(({ openChatId, dividerSeq }) => ({ dividerSeq: openChatId === chatId ? null : dividerSeq }));
      void history.loadLatest(chatId);
    },
    resend: outbox.resend,
    discard: outbox.discard,
    attach: uploads.attach,
    detach(uploadId) {
      outbox.leaveOut(uploadId);
      uploads.remove(uploadId);
    },
    retryUpload: uploads.retry,
    markRead: receipts.markRead,
    setDraft: drafts.set,
    setTyping: typing.set,
    act: actions.act,
    async command(name, input) {
      if (!(await socket.up(PATIENCE_MS))) return unavailable('There is no connection to the server.');
      const reply = await command(name, input);
      const chatId = reply.ok ? (reply.data as { chatId?: unknown }).chatId : undefined;
      if (typeof chatId === 'string' && !store.getState().chats[chatId]) await sync.sync();
      return reply;
    },
    async stop() {
      await keeper.flush();
      end();
      keeper.stop();
      cache.close();
    },
    async wipe() {
      end();
      keeper.stop();
      await Promise.all([cache.wipe(), uploads.wipe()]).catch((cause: unknown) =>
        warn('what is kept on this device could not be deleted', cause),
      );
    },
  };
}
