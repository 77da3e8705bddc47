import type { ChatChange } from '../shared/chat.ts';
import type { CommandInput } from '../shared/command.ts';
import { newId } from '../shared/ids.ts';
import { isPassing, type Reply } from '../shared/reply.ts';
import { createBackoff } from './backoff.ts';
import type { Box } from './cache.ts';
import { locked } from './locked.ts';
import type { SendCommand } from './socket.ts';
import type { Content, Outgoing, Store } from './state.ts';
import type { TabMessage } from './tabs.ts';
import type { Uploads } from './uploads/uploads.ts';
import { warn } from './warn.ts';

/** How long a message that another tab has sent may take to appear in the chat. */
const APPEARS_MS = 2000;

export type Outbox = {
  /** Brings back what was not sent when the page was last left. */
  load(): Promise<void>;
  send(chatId: string, content: Content): void;
  resend(chatId: string, messageId: string): void;
  /** Takes a message out and returns its text. */
  discard(chatId: string, messageId: string): string;
  /** Leaves this file out of the message it was to go with. */
  leaveOut(uploadId: string): void;
  /** Sends what waits; called whenever the connection is up. */
  drain(): void;
  fromTab(message: TabMessage): void;
  stop(): void;
};

export type OutboxPorts = {
  store: Store;
  box: Box<Outgoing>;
  uploads: Pick<Uploads, 'progress' | 'fileIds' | 'again' | 'assign' | 'giveBack' | 'release' | 'adopt'>;
  command: SendCommand;
  isUp(): boolean;
  acknowledged(change: ChatChange): Promise<void>;
  tell(message: TabMessage): void;
  /** Names the lock under which only one tab sends. */
  lockName: string;
};

/** Sends messages in order per chat, each under one id for ever, until the server has stored or refused it. */
export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, box, command, uploads } = ports;
  const draining = new Set<string>();
  const acknowledged = new Set<string>();
  /** Whether each message of this tab could be put into the box. */
  const keeping = new Map<string, Promise<boolean>>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  const backoff = createBackoff();
  let stopped = false;

  // Whatever makes a message leave the store (it is stored, discarded, its chat is gone) takes it out of the box.
  const unsubscribe = store.subscribe(({ outbox }, before) => {
    if (outbox === before.outbox) return;
    for (const [chatId, list] of Object.entries(before.outbox)) {
      if (outbox[chatId] === list) continue;
      for (const { id } of list) if (!outbox[chatId]?.some((outgoing) => outgoing.id === id)) void drop(id);
    }
  });

  function change(chatId: string, edit: (list: readonly Outgoing[]) => readonly Outgoing[]): void {
    store.setState(({ outbox }) => ({ outbox: { ...outbox, [chatId]: edit(outbox[chatId] ?? []) } }));
  }

  function show(outgoing: Outgoing): void {
    change(outgoing.chatId, (list) => [...list.filter(({ id }) => id !== outgoing.id), outgoing].sort(byCreation));
  }

  function hide(chatId: string, messageId: string): void {
    if (!store.getState().outbox[chatId]?.some(({ id }) => id === messageId)) return;
    change(chatId, (list) => list.filter(({ id }) => id !== messageId));
  }

  function find(chatId: string, messageId: string): Outgoing | undefined {
    return store.getState().outbox[chatId]?.find(({ id }) => id === messageId);
  }

  function keep(outgoing: Outgoing): void {
    show(outgoing);
    const kept = box.put(outgoing).then(
      () => true,
      (cause: unknown) => {
        warn('a message could not be kept on this device', cause);
        return false;
      },
    );
    keeping.set(outgoing.id, kept);
    ports.tell({ kind: 'outgoing', outgoing: { ...outgoing } });
  }

  async function drop(messageId: string): Promise<void> {
    await box.remove(messageId).catch((cause: unknown) => warn('a sent message could not be taken out', cause));
  }

  async function drainChat(chatId: string): Promise<void> {
    if (draining.has(chatId) || pauses.has(chatId)) return;
    draining.add(chatId);
    try {
      for (let next = head(chatId); next; next = head(chatId)) {
        const message = next;
        const goOn = await locked(`${ports.lockName}:${chatId}`, () => sendOne(message));
        if (!goOn) return;
      }
    } finally {
      draining.delete(chatId);
    }
  }

  function head(chatId: string): Outgoing | undefined {
    if (stopped || !ports.isUp()) return undefined;
    for (const outgoing of store.getState().outbox[chatId] ?? []) {
      if (outgoing.status.kind !== 'waiting' || acknowledged.has(outgoing.id)) continue;
      const files = uploads.progress(outgoing.files ?? []);
      if (files === 'ready') return outgoing;
      // Those after it wait with it, unless it needs the person first.
      if (files === 'pending') return undefined;
    }
    return undefined;
  }

  /** Answers whether the next one may follow. */
  async function sendOne(outgoing: Outgoing): Promise<boolean> {
    const { id, chatId } = outgoing;
    const sentElsewhere = (await (keeping.get(id) ?? true)) && !(await box.has(id).catch(() => true));
    if (sentElsewhere) {
      settle(outgoing, new Promise((resolve) => setTimeout(resolve, APPEARS_MS)));
      return true;
    }
    const reply: Reply<ChatChange> = await command(
      'message:send',
      inputOf(outgoing, uploads.fileIds(outgoing.files ?? [])),
    );
    if (stopped) return false;
    if (reply.ok) {
      backoff.reset();
      settle(outgoing, ports.acknowledged(reply.data));
      await drop(id);
      ports.tell({ kind: 'sent', messageId: id, change: reply.data });
      return true;
    }
    if (isPassing(reply.code)) {
      if (ports.isUp()) pause(chatId, backoff.next(reply.retryAfterMs));
      return false;
    }
    // The session has ended or the page is outdated: the message waits for what comes after.
    if (reply.code === 'signed-out' || reply.code === 'protocol') return false;
    const isWithoutFiles = reply.code === 'not-found' && reply.reason === 'file';
    if (isWithoutFiles && uploads.again(outgoing.files ?? [])) return false;
    if (find(chatId, id)) keep({ ...outgoing, status: { kind: 'refused', failure: reply } });
    return true;
  }

  /** The message is stored: it stays visible here until the chat itself shows it. */
  function settle({ id, chatId, files = [] }: Outgoing, shown: Promise<void>): void {
    acknowledged.add(id);
    keeping.delete(id);
    void shown.then(() => {
      uploads.release(files);
      hide(chatId, id);
      acknowledged.delete(id);
    });
  }

  function pause(chatId: string, ms: number): void {
    pauses.set(
      chatId,
      setTimeout(() => {
        pauses.delete(chatId);
        void drainChat(chatId);
      }, ms),
    );
  }

  function drain(): void {
    for (const timer of pauses.values()) clearTimeout(timer);
    pauses.clear();
    for (const chatId of Object.keys(store.getState().outbox)) void drainChat(chatId);
  }

  return {
    async load() {
      for (const outgoing of await box.all().catch(() => [])) {
        if (!find(outgoing.chatId, outgoing.id)) show(outgoing);
      }
      drain();
    },
    send(chatId, { replyTo, ...content }) {
      const newest = store.getState().outbox[chatId]?.at(-1)?.createdAt ?? 0;
      const createdAt = Math.max(Date.now(), newest + 1);
      const waiting = { replyTo: replyTo ?? null, createdAt, status: { kind: 'waiting' } } as const;
      const id = newId(createdAt);
      keep({ ...content, id, chatId, ...waiting });
      uploads.assign(chatId, content.files ?? [], id);
      void drainChat(chatId);
    },
    resend(chatId, messageId) {
      const outgoing = find(chatId, messageId);
      if (!outgoing) return;
      keep({ ...outgoing, status: { kind: 'waiting' } });
      clearTimeout(pauses.get(chatId));
      pauses.delete(chatId);
      void drainChat(chatId);
    },
    discard(chatId, messageId) {
      const { text = '', files = [] } = find(chatId, messageId) ?? {};
      uploads.giveBack(chatId, files);
      hide(chatId, messageId);
      ports.tell({ kind: 'discarded', chatId, messageId });
      return text;
    },
    leaveOut(uploadId) {
      const outgoing = Object.values(store.getState().outbox)
        .flat()
        .find(({ files }) => files?.includes(uploadId));
      if (!outgoing) return;
      const files = outgoing.files?.filter((id) => id !== uploadId) ?? [];
      if (files.length === 0 && outgoing.text.trim() === '') {
        hide(outgoing.chatId, outgoing.id);
        ports.tell({ kind: 'discarded', chatId: outgoing.chatId, messageId: outgoing.id });
      } else {
        keep({ ...outgoing, files });
      }
    },
    drain,
    fromTab(message) {
      switch (message.kind) {
        case 'outgoing':
          if (!store.getState().chats[message.outgoing.chatId]?.messages[message.outgoing.id]) show(message.outgoing);
          void uploads
            .adopt(message.outgoing.files ?? [], message.outgoing.id)
            .then(() => drainChat(message.outgoing.chatId));
          return;
        case 'sent': {
          const outgoing = find(message.change.chatId, message.messageId);
          if (outgoing) settle(outgoing, ports.acknowledged(message.change));
          return;
        }
        case 'discarded':
          hide(message.chatId, message.messageId);
          return;
        case 'session':
        case 'action':
        case 'acted':
          return;
      }
    },
    stop() {
      stopped = true;
      unsubscribe();
      for (const timer of pauses.values()) clearTimeout(timer);
    },
  };
}

function inputOf(
  { id, chatId, text, replyTo, attachments = [], ...outgoing }: Outgoing,
  uploaded: readonly string[],
): CommandInput<'message:send'> {
  const fileIds = [...attachments.map(({ fileId }) => fileId), ...uploaded];
  const { forwarded, poll, appointment } = outgoing;
  return {
    id,
    chatId,
    text,
    ...(replyTo !== null && { replyTo }),
    ...(forwarded && { forwarded }),
    ...(poll && { poll }),
    ...(appointment && { appointment }),
    ...(fileIds.length > 0 && { fileIds }),
  };
}

function byCreation(a: Outgoing, b: Outgoing): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
