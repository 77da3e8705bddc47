import type { Chat, Floor, Member, Receipt } from './chat.ts';
import type { Message } from './message.ts';
import type { Run } from './run.ts';

/** A stretch of seq the client has every message of, both ends included. */
export type Stretch = { from: number; to: number };

/** One chat as a client knows it. Pure data: changes and syncs make a new one. */
export type ChatState = {
  chat: Chat;
  version: number;
  lastSeq: number;
  members: Readonly<Record<string, Member>>;
  messages: Readonly<Record<string, Message>>;
  /** Ids of the known messages by seq. */
  order: readonly string[];
  /** Ascending, apart from each other; between them are holes, which are fetched by pages when they are shown. */
  stretches: readonly Stretch[];
  /** Runs by id; `runsOf` finds those of a request. */
  runs: Readonly<Record<string, Run>>;
  receipts: Readonly<Record<string, Receipt>>;
  /** Number of people; above RECEIPT_NAMES `floor` stands for what the receipts of all of them would say. */
  people: number;
  floor: Floor | null;
};
