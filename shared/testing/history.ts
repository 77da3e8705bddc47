import type { ChatChange, Member, Receipt } from '../chat.ts';
import type { MessagePage } from '../http.ts';
import type { Message } from '../message.ts';
import type { Run } from '../run.ts';
import type { ChatSync } from '../sync.ts';
import { anna, ben, chatId, chatRow, cleo, memberRow, messageRow, runRow, uuid } from './rows.ts';

/** What can durably happen to a chat; `pick` chooses a row. */
export type Operation =
  | { kind: 'send'; sender: number; answer: boolean }
  | { kind: 'edit' | 'delete' | 'finish' | 'rename' | 'leave' | 'join'; pick: number };

const people = [anna, ben, cleo];

/** The truth about one chat, as a server keeps it, with the changes that led there. */
export class ChatHistory {
  readonly changes: ChatChange[] = [];
  readonly receipts: Receipt[] = [];
  #chat = chatRow();
  readonly #members = new Map<string, Member>();
  readonly messages: Message[] = [];
  readonly #runs = new Map<string, Run>();

  constructor() {
    for (const id of [...people, 'coder']) this.#members.set(id, memberRow(id));
    this.#log({ chat: this.#chat, members: [...this.#members.values()] });
  }

  get version(): number {
    return this.changes.length;
  }

  apply(operation: Operation): void {
    const version = this.version + 1;
    switch (operation.kind) {
      case 'send': {
        const senderId = people[operation.sender % people.length] ?? anna;
        const request = messageRow(this.messages.length + 1, { senderId, version });
        const rows = [request];
        const runs: Run[] = [];
        if (operation.answer) {
          const answer = this.#placeholder(request.seq + 1, version);
          const answers = [{ agentId: answer.senderId, messageId: answer.id }];
          const run = runRow(version, { id: answer.runId ?? '', requestId: request.id, answers, version });
          rows.push(answer);
          runs.push(run);
          this.#runs.set(run.id, run);
        }
        this.messages.push(...rows);
        this.#log({ messages: rows, runs });
        return;
      }
      case 'edit':
      case 'delete':
      case 'finish':
        this.#change(operation.pick, (message) => ({
          ...message,
          version,
          ...(operation.kind === 'edit' && { text: `${message.text}!`, editedAt: version }),
          ...(operation.kind === 'delete' && { text: '', deletedAt: version }),
          ...(operation.kind === 'finish' && { text: 'An answer.', status: 'complete' }),
        }));
        return;
      case 'rename':
        this.#chat = { ...this.#chat, title: `Bees ${operation.pick}`, version };
        this.#log({ chat: this.#chat });
        return;
      case 'leave':
      case 'join': {
        const contactId = people[operation.pick % people.length] ?? anna;
        const leftAt = operation.kind === 'leave' ? version : null;
        const member = memberRow(contactId, { version, leftAt });
        this.#members.set(contactId, member);
        this.#log({ members: [member] });
        return;
      }
    }
  }

  sync(since: number, rows = Number.POSITIVE_INFINITY): ChatSync {
    const newer = <T extends { version: number }>(list: Iterable<T>): T[] =>
      [...list].filter((row) => row.version > since);
    const messages = newer(this.messages);
    const runs = newer(this.#runs.values());
    const limited = messages.length + runs.length > rows;
    const page = this.messages.slice(-3);
    const members = [...this.#members.values()];
    return {
      chatId,
      upTo: this.version,
      limited,
      lastSeq: this.messages.length,
      chat: limited || this.#chat.version > since ? this.#chat : undefined,
      members: limited ? members : newer(members),
      messages: limited ? page : messages,
      runs: limited ? this.#runsOf(page) : runs,
      receipts: this.receipts,
      people: members.filter((member) => member.kind === 'user' && member.leftAt === null).length,
    };
  }

  page(before: number, limit: number): MessagePage {
    const messages = this.messages.filter((message) => message.seq < before).slice(-limit);
    return { chatId, messages, runs: this.#runsOf(messages), lastSeq: this.messages.length };
  }

  #runsOf(messages: readonly Message[]): Run[] {
    const ids = new Set(messages.map((message) => message.id));
    return [...this.#runs.values()].filter((run) => ids.has(run.requestId));
  }

  #placeholder(seq: number, version: number): Message {
    return messageRow(seq, {
      senderId: 'coder',
      senderKind: 'agent',
      text: '',
      status: 'streaming',
      runId: uuid(0x9000 + version),
      version,
    });
  }

  #change(pick: number, change: (message: Message) => Message): void {
    const at = pick % Math.max(1, this.messages.length);
    const message = this.messages[at];
    if (!message) return;
    const changed = change(message);
    this.messages[at] = changed;
    this.#log({ messages: [changed] });
  }

  #log(rows: Omit<ChatChange, 'chatId' | 'version'>): void {
    this.changes.push({ chatId, version: this.version + 1, ...rows });
  }
}
