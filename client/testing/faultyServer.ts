import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import {
  type ChatChange,
  type ChatSetting,
  type Member,
  type MessageMark,
  plainSetting,
  type Receipt,
} from '../../shared/chat.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/command.ts';
import { PROTOCOL_VERSION } from '../../shared/protocolVersion.ts';
import type { EventData, EventName } from '../../shared/event.ts';
import type { Session } from '../../shared/http.ts';
import type { Message } from '../../shared/message.ts';
import { react } from '../../shared/reaction.ts';
import type { Failure, Reply } from '../../shared/reply.ts';
import type { ChatSync } from '../../shared/sync.ts';
import { defaultPreferences } from '../../shared/preferences.ts';
import { chatRow, memberRow, messageRow } from '../../shared/testing/rows.ts';

type Handlers = {
  [N in CommandName]?: (userId: string, input: CommandInput<N>, socket: Socket) => Reply<CommandOutput<N>>;
};

/** Commands whose acknowledgement can be lost. */
const LOSABLE: ReadonlySet<CommandName> = new Set(['message:send', 'message:react', 'message:edit', 'message:star']);

const missing: Failure = { ok: false, code: 'not-found', message: 'There is no such chat.' };

/**
 * A server in memory that speaks as much of the contract as the faults need, which no real one can be asked for: events
 * that never arrive, acknowledgements that are lost, a socket cut between commit and answer.
 */
export class FaultyServer {
  /** How many of the next ones go wrong. */
  readonly faults = {
    dropChanges: 0,
    loseAcks: 0,
    failSends: [] as Failure[],
    failActs: [] as Failure[],
    dropDeltas: 0,
  };
  /** What happens to each event that is told of a chat. */
  mangle: () => 'keep' | 'drop' | 'double' | 'delay' = () => 'keep';
  /** While true nothing that is asked gets an answer. */
  mute = false;
  readonly people = new Map<string, string>();
  readonly calls: string[] = [];
  readonly marks: CommandInput<'receipt:mark'>[] = [];
  readonly chat: { version: number; members: Member[]; messages: Message[]; receipts: Map<string, Receipt> };
  readonly chatId = chatRow().id;
  build = 'one';
  protocol = PROTOCOL_VERSION;
  /** Rows above which a sync is limited, and the length of its page. */
  rows = 500;
  #settings = new Map<string, { version: number; settings: ChatSetting[]; marks: MessageMark[] }>();
  #live = new Map<string, { epoch: number; text: string }>();
  #http: HttpServer | undefined;
  #io: Server | undefined;
  #port = 0;

  constructor(userIds: readonly string[]) {
    for (const id of userIds) {
      this.people.set(id, `Person ${id.slice(-1)}`);
      this.#settings.set(id, { version: 1, settings: [{ chatId: this.chatId, ...plainSetting }], marks: [] });
    }
    const members = [...userIds, 'coder'].map((id) => memberRow(id));
    this.chat = { version: 1, members, messages: [], receipts: new Map() };
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const http = createServer((request, response) => {
      const reply = this.#route(request);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(reply));
    });
    const io = new Server(http, { serveClient: false });
    io.use((socket, next) => {
      const refuse = (failure: Failure): void => next(Object.assign(new Error(failure.code), { data: failure }));
      const { protocol } = socket.handshake.auth as { protocol?: unknown };
      if (protocol !== this.protocol) refuse({ ok: false, code: 'protocol', message: 'Load the page anew.' });
      else if (!this.#userOf(socket.request)) refuse({ ok: false, code: 'signed-out', message: 'Sign in.' });
      else next();
    });
    io.on('connection', (socket) => this.#serve(socket));
    await new Promise<void>((resolve) => http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (http.address() as AddressInfo).port;
    this.#http = http;
    this.#io = io;
  }

  /** Ends every connection and answers nobody until started again, at the same address. */
  async stop(): Promise<void> {
    this.cut();
    await this.#io?.close();
    this.#http?.closeAllConnections();
  }

  /** Breaks every connection without a word. */
  cut(): void {
    for (const socket of this.#io?.sockets.sockets.values() ?? []) socket.conn.close();
  }

  tell<N extends EventName>(name: N, data: EventData<N>): void {
    this.#io?.emit(name, data);
  }

  /** Stores rows as one change and tells of it. */
  change(rows: { messages?: Message[]; members?: Member[] }): ChatChange {
    this.chat.version++;
    const { version } = this.chat;
    const messages = rows.messages?.map((message) => ({ ...message, version }));
    const members = rows.members?.map((member) => ({ ...member, version }));
    for (const message of messages ?? []) this.chat.messages[message.seq - 1] = message;
    for (const member of members ?? []) {
      this.chat.members = [...this.chat.members.filter(({ contactId }) => contactId !== member.contactId), member];
    }
    const change: ChatChange = { chatId: this.chatId, version, messages, members };
    if (this.faults.dropChanges > 0) this.faults.dropChanges--;
    else this.#mangled(() => this.tell('chat:changed', change));
    return change;
  }

  post(senderId: string, text: string): Message {
    const [message] = this.change({ messages: [this.#row({ senderId, text })] }).messages ?? [];
    if (!message) throw new Error('nothing was posted');
    return message;
  }

  beginAnswer(): Message {
    const row = this.#row({ senderId: 'coder', senderKind: 'agent', text: '', status: 'streaming' });
    const [message] = this.change({ messages: [row] }).messages ?? [];
    if (!message) throw new Error('nothing was begun');
    this.#live.set(message.id, { epoch: message.epoch, text: '' });
    return message;
  }

  write(messageId: string, text: string): void {
    const live = this.#live.get(messageId);
    if (!live) throw new Error('nothing is being written');
    const delta = { chatId: this.chatId, messageId, epoch: live.epoch, offset: live.text.length, text };
    live.text += text;
    if (this.faults.dropDeltas > 0) this.faults.dropDeltas--;
    else this.#mangled(() => this.#io?.to('open').emit('message:delta', delta));
  }

  #mangled(tell: () => void): void {
    switch (this.mangle()) {
      case 'keep': {
        tell();
        return;
      }
      case 'drop':
        return;
      case 'double':
        tell();
        {
          tell();
          return;
        }
      case 'delay':
        setTimeout(tell, 30);
    }
  }

  endAnswer(messageId: string): void {
    const live = this.#live.get(messageId);
    const message = this.chat.messages.find(({ id }) => id === messageId);
    if (!live || !message) throw new Error('nothing is being written');
    this.#live.delete(messageId);
    this.change({ messages: [{ ...message, text: live.text, epoch: live.epoch, status: 'complete' }] });
  }

  #edit(messageId: string, edit: (message: Message) => Message): Reply<{ version: number }> {
    const failure = this.faults.failActs.shift();
    if (failure) return failure;
    const message = this.chat.messages.find(({ id }) => id === messageId);
    if (!message) return missing;
    return { ok: true, data: { version: this.change({ messages: [edit(message)] }).version } };
  }

  #row(changes: Partial<Message>): Message {
    const seq = this.chat.messages.length + 1;
    return messageRow(seq, { createdAt: Date.now(), ...changes });
  }

  readonly #handlers: Handlers = {
    sync: (userId, input) => {
      const own = this.#settings.get(userId);
      const workspace = {
        workspace: { name: 'Hive', openSignUp: false, linkPreviews: true, fileLimit: 1e8, version: 1 },
        users: Array.from(this.people, ([id, name]) => ({ id, name, image: null, role: 'member' as const })),
        agents: [],
      };
      const gone = !this.#isMember(userId);
      return {
        ok: true,
        data: {
          now: Date.now(),
          workspace: input.workspace === 1 ? undefined : workspace,
          user: own && own.version !== input.user ? { ...own, preferences: defaultPreferences, agents: [] } : undefined,
          chats: gone ? [] : [this.#syncChat(input.chats[this.chatId] ?? 0)],
          gone: gone ? Object.keys(input.chats) : [],
          online: [],
        },
      };
    },
    'message:send': (userId, { id, text, replyTo }) => {
      const failure = this.faults.failSends.shift();
      if (failure) return failure;
      if (!this.#isMember(userId)) return missing;
      const { version } = this.chat;
      const stored = this.chat.messages.find((message) => message.id === id);
      if (stored) return { ok: true, data: { chatId: this.chatId, version: stored.version, messages: [stored] } };
      const change = this.change({ messages: [this.#row({ id, senderId: userId, text, replyTo: replyTo ?? null })] });
      return change.version === version + 1 ? { ok: true, data: change } : missing;
    },
    'message:react': (userId, { messageId, emoji, on }) =>
      this.#edit(messageId, (message) => {
        const reactions = react(message.reactions ?? [], { contactId: userId, emoji, on });
        return reactions === 'full' ? message : { ...message, reactions: [...reactions] };
      }),
    'message:edit': (_userId, { messageId, text }) =>
      this.#edit(messageId, (message) => ({ ...message, text, editedAt: Date.now() })),
    'message:star': (userId, { messageId, on }) => {
      const failure = this.faults.failActs.shift();
      if (failure) return failure;
      const own = this.#settings.get(userId);
      if (!own) return missing;
      const version = own.version + 1;
      const mark = {
        messageId,
        chatId: this.chatId,
        seq: 1,
        starredAt: on ? Date.now() : null,
        hidden: false,
        version,
      };
      const marks = [...own.marks.filter((known) => known.messageId !== messageId), mark];
      this.#settings.set(userId, { ...own, version, marks });
      this.#mangled(() => this.#io?.to(userId).emit('user:changed', { version, marks: [mark] }));
      return { ok: true, data: { version } };
    },
    'chat:open': (_userId, _input, socket) => {
      void socket.join('open');
      const live = Array.from(this.#live, ([messageId, { epoch, text }]) => {
        return { chatId: this.chatId, messageId, epoch, offset: 0, text };
      });
      return { ok: true, data: { live } };
    },
    'chat:close': (_userId, _input, socket) => {
      void socket.leave('open');
      return { ok: true, data: {} };
    },
    'delta:fetch': (_userId, { messageId, offset }) => {
      const live = this.#live.get(messageId);
      const { chatId } = this;
      if (!live) return { ok: true, data: {} };
      return {
        ok: true,
        data: { delta: { chatId, messageId, epoch: live.epoch, offset, text: live.text.slice(offset) } },
      };
    },
    'receipt:mark': (userId, input) => {
      this.marks.push(input);
      const before = this.chat.receipts.get(userId) ?? { contactId: userId, delivered: 0, read: 0 };
      const receipt = {
        contactId: userId,
        delivered: Math.max(before.delivered, input.delivered[this.chatId] ?? 0),
        read: Math.max(before.read, input.read[this.chatId] ?? 0),
      };
      this.chat.receipts.set(userId, receipt);
      this.tell('receipt:changed', { chatId: this.chatId, receipts: [receipt] });
      return { ok: true, data: {} };
    },
    'draft:set': (userId, { chatId, text }) => {
      const own = this.#settings.get(userId);
      const version = (own?.version ?? 0) + 1;
      const settings = [{ chatId, ...plainSetting, draft: text }];
      this.#settings.set(userId, { version, settings, marks: own?.marks ?? [] });
      this.#io?.to(userId).emit('user:changed', { version, settings });
      return { ok: true, data: { version } };
    },
    'typing:set': (userId, { chatId, on }) => {
      this.tell('typing:changed', { chatId, contactId: userId, on });
      return { ok: true, data: {} };
    },
    'visibility:set': () => ({ ok: true, data: {} }),
  };

  #serve(socket: Socket): void {
    const userId = this.#userOf(socket.request) ?? '';
    void socket.join(userId);
    socket.onAny((...args: unknown[]) => {
      const [name, input, acknowledge] = args as [CommandName, never, (reply: unknown) => void];
      this.calls.push(name);
      if (this.mute) return;
      const reply = this.#handlers[name]?.(userId, input, socket) ?? missing;
      if (LOSABLE.has(name) && this.faults.loseAcks > 0) {
        this.faults.loseAcks--;
        socket.conn.close();
        return;
      }
      acknowledge(reply);
    });
  }

  #isMember(userId: string): boolean {
    return this.chat.members.some(({ contactId, leftAt }) => contactId === userId && leftAt === null);
  }

  #syncChat(since: number): ChatSync {
    const messages = this.chat.messages.filter((message) => message.version > since);
    const limited = messages.length > this.rows;
    return {
      chatId: this.chatId,
      upTo: this.chat.version,
      limited,
      lastSeq: this.chat.messages.length,
      chat: since === 0 || limited ? chatRow() : undefined,
      members: this.chat.members.filter((member) => limited || member.version > since),
      messages: limited ? this.chat.messages.slice(-this.rows) : messages,
      runs: [],
      receipts: [...this.chat.receipts.values()],
      people: this.people.size,
    };
  }

  #userOf(request: IncomingMessage): string | undefined {
    const id = /user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    return id !== undefined && this.people.has(id) ? id : undefined;
  }

  #route(request: IncomingMessage): Reply<unknown> {
    const url = new URL(request.url ?? '/', this.url);
    const userId = this.#userOf(request);
    if (url.pathname === '/api/session') return { ok: true, data: this.#session(userId) };
    if (url.pathname === '/api/sign-out') return { ok: true, data: {} };
    const { messages } = this.chat;
    const number = (name: string): number | undefined => {
      const value = url.searchParams.get(name);
      return value === null ? undefined : Number(value);
    };
    const limit = number('limit') ?? 50;
    const around = number('around');
    const after = number('after') ?? (around === undefined ? undefined : Math.max(0, around - limit / 2));
    const before = number('before') ?? messages.length + 1;
    const page =
      after === undefined ? messages.slice(0, before - 1).slice(-limit) : messages.slice(after, after + limit);
    return { ok: true, data: { chatId: this.chatId, messages: page, runs: [], lastSeq: messages.length } };
  }

  #session(userId: string | undefined): Session {
    const user = userId === undefined ? null : this.#user(userId);
    return { user, firstRun: false, openSignUp: false, workspace: 'Hive', build: this.build };
  }

  #user(id: string): Session['user'] {
    return { id, name: this.people.get(id) ?? '', image: null, role: 'member', email: `${id}@example.org` };
  }
}
