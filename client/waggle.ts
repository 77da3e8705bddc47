import type { CommandInput, CommandName, CommandOutput } from '../shared/command.ts';
import type { ChangePassword, InviteView, ResetPassword, SignIn, SignUp } from '../shared/http.ts';
import type { Delta } from '../shared/message.ts';
import type { Reply } from '../shared/reply.ts';
import type { SearchPage, SearchQuery } from '../shared/search.ts';
import type { ActionInput, ActionName, Refusal } from './action.ts';
import type { Content, Store } from './state.ts';
import type { NewFile } from './uploads/upload.ts';

/** What the screens may do. Methods without a promise are optimistic: the store shows their effect at once. */
export type Waggle = {
  store: Store;
  /** Loads what is cached, asks who is signed in, connects. Returns what ends all of it. */
  start(): () => void;
  /** Tries at once to reach the server, instead of when it would be tried again; resolves when it was tried. */
  reconnect(): Promise<void>;

  signUp(body: SignUp): Promise<Reply<unknown>>;
  signIn(body: SignIn): Promise<Reply<unknown>>;
  /** Ends the session and wipes what is cached of it. */
  signOut(): Promise<void>;
  changePassword(body: ChangePassword): Promise<Reply<unknown>>;
  resetPassword(body: ResetPassword): Promise<Reply<unknown>>;
  viewInvite(token: string): Promise<Reply<InviteView>>;

  /** The chat on the screen; null when none is. Fetches its text so far and, if needed, a page. */
  open(chatId: string | null): void;
  loadOlder(chatId: string): Promise<void>;
  loadNewer(chatId: string): Promise<void>;
  /** Makes the last page known and gapless. */
  loadLatest(chatId: string): Promise<void>;
  /** Shows the thread around this message. */
  loadAround(chatId: string, seq: number): Promise<void>;
  /** Shows the thread from this moment on; answers the seq of its first message, else of the last before it. */
  loadAt(chatId: string, at: number): Promise<number | null>;
  /** Shows the thread around a message that may not be known here; answers its seq, null where it is not to be had. */
  loadMessage(chatId: string, messageId: string): Promise<number | null>;
  /** What the person has on the screen, null at the very end: of a long thread what is far from it is let go. */
  readAt(chatId: string, seq: number | null): void;

  /** Messages of the person's chats, by what they say; on this device alone while the server can not be asked. */
  search(query: SearchQuery): Promise<Reply<SearchPage & { onDevice: boolean }>>;

  send(chatId: string, content: Content): void;
  /** Sends a refused message again under the same id, or takes it out of the outbox and returns its text. */
  resend(chatId: string, messageId: string): void;
  discard(chatId: string, messageId: string): string;

  /** Begins to send files; they stand in the chat's composer, or nowhere when they are for a message sent at once. */
  attach(chatId: string, files: readonly NewFile[], place: 'tray' | 'message'): string[];
  /** Stops sending a file and leaves it out, wherever it stands. */
  detach(uploadId: string): void;
  retryUpload(uploadId: string): void;

  /** The person has seen the chat up to this seq. */
  markRead(chatId: string, seq: number): void;
  setDraft(chatId: string, text: string): void;
  /** Call on every input; throttled inside. */
  setTyping(chatId: string, on: boolean): void;

  /**
   * Does what must survive being offline: shown at once, kept on the device, sent in order per chat. Gone again if the
   * server refuses it, which `onRefused` tells.
   */
  act<N extends ActionName>(name: N, input: ActionInput<N>): void;
  onRefused(listener: (refusal: Refusal) => void): () => void;

  /** Calls back with what models tell of their thinking, for answers that are watched. Returns how to stop. */
  onThought(listener: (delta: Delta) => void): () => void;

  /** Any other command of the contract; waits for the connection up to 10 s, then answers `unavailable`. */
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Reply<CommandOutput<N>>>;
};
