import * as z from 'zod/mini';
import { ContactName, User } from './contact.ts';
import { Counter, Id } from './ids.ts';
import { Message, MessageText } from './message.ts';
import { PushTarget } from './push.ts';
import { Run } from './run.ts';

export const Email = z.email().check(z.maxLength(254), z.toLowerCase());
export const Password = z.string().check(z.minLength(8), z.maxLength(128));
const Token = z.string().check(z.maxLength(200));

/**
 * Bodies and answers of the HTTP routes under /api. Every route answers `Reply<output>`; the status follows the code.
 * - GET  /api/health                       → Health (200 ready, 503 not)
 * - GET  /api/session                      → Session: who is signed in, and what a stranger may do here
 * - POST /api/sign-up                      ← SignUp   → Session
 * - POST /api/sign-in                      ← SignIn   → Session
 * - POST /api/sign-out                     → {}
 * - POST /api/password                     ← ChangePassword → {} (other sessions end)
 * - POST /api/password-reset               ← ResetPassword  → {} (all sessions end)
 * - GET  /api/invites/:token               → InviteView
 * - GET  /api/chats/:id/messages?before=&after=&around=&at=&message=&limit= → MessagePage
 * - POST /api/chats/:id/messages          ← SendFromNotification → ChatChange
 * - POST /api/chats/:id/read              ← ReadFromNotification → {}
 * - POST /api/push                        ← PushChanged → {}
 * - GET  /api/chats/:id/files?kind=&before= → ChatFiles (chatFiles.ts)
 * - GET  /api/chats/:id/export?format=&files=&locale=&timeZone= → the chat as HTML or JSON, or a zip with its files
 */
export const SignUp = z.object({ name: ContactName, email: Email, password: Password, invite: z.optional(Token) });
export type SignUp = z.infer<typeof SignUp>;

export const SignIn = z.object({ email: Email, password: z.string().check(z.maxLength(128)) });
export type SignIn = z.infer<typeof SignIn>;

export const ChangePassword = z.object({ current: z.string().check(z.maxLength(128)), next: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ResetPassword = z.object({ token: Token, password: Password });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** `firstRun`: there is no account yet, whoever signs up now becomes the admin. */
export const Session = z.object({
  user: z.nullable(z.extend(User, { email: z.string() })),
  firstRun: z.boolean(),
  openSignUp: z.boolean(),
  workspace: z.string(),
  /** Identifies what is served, so that an old client can tell that there is a newer one. */
  build: z.string(),
  /** Whether the server sends mail. */
  mail: z.optional(z.boolean()),
});
export type Session = z.infer<typeof Session>;

export const InviteView = z.object({ workspace: z.string(), chat: z.nullable(z.string()), invitedBy: z.string() });
export type InviteView = z.infer<typeof InviteView>;

export const MessagePageQuery = z.object({
  before: z.optional(Counter),
  after: z.optional(Counter),
  around: z.optional(Counter),
  /** A moment: around the first message from then on. */
  at: z.optional(z.int().check(z.minimum(0))),
  /** Around this message of the chat. */
  message: z.optional(Id),
  limit: z.int().check(z.minimum(1), z.maximum(200)),
});
export type MessagePageQuery = z.infer<typeof MessagePageQuery>;

/** A gapless stretch of a chat by seq, with the runs that its messages asked for. */
export const MessagePage = z.object({
  chatId: Id,
  messages: z.array(Message),
  runs: z.array(Run),
  lastSeq: z.int(),
});
export type MessagePage = z.infer<typeof MessagePage>;

export const Health = z.object({
  ready: z.boolean(),
  /** Why not, in words; empty when ready. */
  problems: z.array(z.string()),
  version: z.string(),
  database: z.string(),
  queue: z.string(),
  role: z.string(),
  providers: z.array(z.string()),
});
export type Health = z.infer<typeof Health>;

/** What a notification's buttons ask for. */
export const SendFromNotification = z.object({ id: Id, text: MessageText, replyTo: z.optional(Id) });
export const ReadFromNotification = z.object({ seq: Counter });

/** A browser has got another endpoint; `before` is the one it had. */
export const PushChanged = z.extend(PushTarget, { before: z.nullable(PushTarget.shape.endpoint) });
