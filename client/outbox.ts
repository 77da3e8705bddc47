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
  /** Sends what waits; called whenever the connection is up. */
  drain(): void;
  fromTab(message: TabMessage): void;
  stop(): void;
};

export type OutboxPorts = {
  store: Store;
  box: Box<Outgoing>;
  command: SendCommand;
  isUp(): boolean;
  acknowledged(change: ChatChange): Promise<void>;
  tell(message: TabMessage): void;
  /** Names the lock under which only one tab sends. */
  lockName: string;
};

/** Sends messages in order per chat, each under one id for ever, until the server has stored or refused it. */
export function createOutbox(ports: OutboxPorts): Outbox {
  const { store, box, command } = ports;
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
    return store
      .getState()
      .outbox[chatId]?.find(({ id, status }) => status.kind === 'waiting' && !acknowledged.has(id));
  }

  /** Answers whether the next one may follow. */
  async function sendOne(outgoing: Outgoing): Promise<boolean> {
    const { id, chatId } = outgoing;
    const sentElsewhere = (await (keeping.get(id) ?? true)) && !(await box.has(id).catch(() => true));
    if (sentElsewhere) {
      settle(outgoing, new Promise((resolve) => setTimeout(resolve, APPEARS_MS)));
      return true;
    }
    const reply: Reply<ChatChange> = await command('message:send', inputOf(outgoing));
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
    if (find(chatId, id)) keep({ ...outgoing, status: { kind: 'refused', failure: reply } });
    return true;
  }

  /** The message is stored: it stays visible here until the chat itself shows it. */
  function settle({ id, chatId }: Outgoing, shown: Promise<void>): void {
    acknowledged.add(id);
    keeping.delete(id);
    void shown.then(() => {
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
      keep({ ...content, id: newId(createdAt), chatId, ...waiting });
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
      const text = find(chatId, messageId)?.text ?? '';
      hide(chatId, messageId);
      ports.tell({ kind: 'discarded', chatId, messageId });
      return text;
    },
    drain,
    fromTab(message) {
      switch (message.kind) {
        case 'outgoing':
          if (!store.getState().chats[message.outgoing.chatId]?.messages[message.outgoing.id]) show(message.outgoing);
          void drainChat(message.outgoing.chatId);
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

function inputOf({ id, chatId, text, replyTo, attachments, ...outgoing }: Outgoing): CommandInput<'message:send'> {
  const { forwarded, poll, appointment } = outgoing;
  return {
    id,
    chatId,
    text,
    ...(replyTo !== null && { replyTo }),
    ...(forwarded && { forwarded }),
    ...(poll && { poll }),
    ...(appointment && { appointment }),
    ...(attachments && { fileIds: attachments.map(({ fileId }) => fileId) }),
  };
}

function byCreation(a: Outgoing, b: Outgoing): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
