import type { BudgetState } from '../shared/budget.ts';
import type { StoreApi } from 'zustand/vanilla';
import type { NewAppointment } from '../shared/appointment.ts';
import type { Attachment } from '../shared/attachment.ts';
import type { ChatSetting, MessageMark } from '../shared/chat.ts';
import type { ChatState } from '../shared/chatState.ts';
import type { Agent } from '../shared/contact.ts';
import type { LiveText } from '../shared/delta.ts';
import type { Session } from '../shared/http.ts';
import type { NewPoll } from '../shared/poll.ts';
import { defaultPreferences, type Preferences } from '../shared/preferences.ts';
import type { Failure } from '../shared/reply.ts';
import type { StepState, StepTool } from '../shared/run.ts';
import type { WorkspaceState } from '../shared/sync.ts';
import type { Upload } from './uploads/upload.ts';
import type { Action } from './action.ts';

export type SignedIn = NonNullable<Session['user']>;

export type SessionState =
  | { kind: 'loading' }
  /** `ended`: somebody was signed in here and did not sign out. */
  | { kind: 'signed-out'; firstRun: boolean; openSignUp: boolean; workspace: string; ended?: true }
  /** `mail`: the server sends some; absent until it has said. */
  | { kind: 'signed-in'; user: SignedIn; mail?: boolean };

/** `outdated`: the server speaks a newer protocol, the page must be loaded anew. */
export type Connection = 'connecting' | 'online' | 'offline' | 'outdated';

/** What goes with the text of a message; absent where it is not there. */
export type ContentExtras = {
  forwarded?: true;
  poll?: NewPoll;
  appointment?: NewAppointment;
  /** Files that are on the server already. */
  attachments?: Attachment[];
  /** Files on their way there, by their ids in `uploads`. */
  files?: string[];
};

/** What a person sends: a text, which may be blank only with files. */
export type Content = ContentExtras & { text: string; replyTo?: string };

/** A message of ours that the server has not acknowledged yet; kept in IndexedDB until then. */
export type Outgoing = ContentExtras & {
  id: string;
  chatId: string;
  text: string;
  replyTo: string | null;
  createdAt: number;
  /** `waiting` shows the clock; `refused` needs the person: try again or discard. */
  status: { kind: 'waiting' } | { kind: 'refused'; failure: Failure };
};

/** Everything the screens draw from. One zustand store holds it; only `client/` writes it. */
export type ClientState = {
  session: SessionState;
  connection: Connection;
  /** A newer build is being served than the one that runs here. */
  updateReady: boolean;
  /** True once the cached or the first synced state is there. */
  loaded: boolean;
  workspace: WorkspaceState | null;
  /** Of it, the agents as everybody is told of them, and those that the person's own state tells of. */
  agents: { told: readonly Agent[]; own: readonly Agent[] };
  chats: Readonly<Record<string, ChatState>>;
  settings: Readonly<Record<string, ChatSetting>>;
  /** What the person starred or deleted for themselves, by message id. */
  marks: Readonly<Record<string, MessageMark>>;
  preferences: Preferences;
  /** The version of the person's own state: of settings, marks and preferences. */
  userVersion: number;
  /** By chat, oldest first. */
  outbox: Readonly<Record<string, readonly Outgoing[]>>;
  /** What the person did and the store does not have from the server yet, by chat, oldest first. */
  actions: Readonly<Record<string, readonly Action[]>>;
  /** Files chosen here whose message is not stored yet, by id. */
  uploads: Readonly<Record<string, Upload>>;
  /** Of these, those that stand in the composer, by chat. */
  trays: Readonly<Record<string, readonly string[]>>;
  /** Where the page finds files that it has sent itself, by their ids on the server. */
  sentFiles: Readonly<Record<string, string>>;
  /** Text of answers being written, by message id. */
  live: Readonly<Record<string, LiveText>>;
  steps: Readonly<Record<string, StepState>>;
  /** What is used for these answers right now, what was told last at the end; by message id. */
  stepTools: Readonly<Record<string, readonly StepTool[]>>;
  /** The limit of which I was last told that most of it is spent. */
  budgetWarned: BudgetState | null;
  /** Grows whenever a connected server has other words ready. */
  promptsVersion: number;
  /** Contact ids typing, by chat. */
  typing: Readonly<Record<string, readonly string[]>>;
  online: Readonly<Record<string, true>>;
  /** The chat on the screen, if any. */
  openChatId: string | null;
  /** Up to where the open chat was read when it was opened; the unread divider stands after it. */
  dividerSeq: number | null;
  /** By chat, a seq in the stretch that the thread shows; without one it shows the newest stretch. */
  anchors: Readonly<Record<string, number>>;
  /** Where a page of history is being fetched. */
  fetching: Readonly<Record<string, 'older' | 'newer'>>;
};

export type Store = StoreApi<ClientState>;

export const emptyState: ClientState = {
  session: { kind: 'loading' },
  connection: 'connecting',
  updateReady: false,
  loaded: false,
  workspace: null,
  agents: { told: [], own: [] },
  chats: {},
  settings: {},
  marks: {},
  preferences: defaultPreferences,
  userVersion: 0,
  outbox: {},
  actions: {},
  uploads: {},
  trays: {},
  sentFiles: {},
  live: {},
  steps: {},
  stepTools: {},
  budgetWarned: null,
  promptsVersion: 0,
  typing: {},
  online: {},
  openChatId: null,
  dividerSeq: null,
  anchors: {},
  fetching: {},
};
