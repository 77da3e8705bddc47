import * as z from 'zod/mini';
import { Answers, ChatChange, ChatGoal, ChatInstructions, ChatTitle, MemberRole } from './chat.ts';
import { ContactName } from './contact.ts';
import { ContactId, Counter, Id } from './ids.ts';
import { Invite, InviteLink } from './invite.ts';
import { Delta, MESSAGE_LENGTH, MessageText } from './message.ts';
import { ProviderId, ProviderState } from './provider.ts';
import { SyncInput, SyncOutput } from './sync.ts';
import { clean } from './text.ts';

/** Checked at the handshake (`auth.protocol`); raised when an older client could misread the newer server. */
export const PROTOCOL_VERSION = 1;

const Nothing = z.object({});
const Version = z.object({ version: z.int() });
const Watermarks = z.record(Id, Counter);

/** What a client may ask, in the imperative: the input, parsed at the edge, and the data of its acknowledgement. */
export const commands = {
  sync: { input: SyncInput, output: SyncOutput },

  /** From now on this socket gets the chat's deltas; answers with the text of every answer being written. */
  'chat:open': { input: z.object({ chatId: Id }), output: z.object({ live: z.array(Delta) }) },
  'chat:close': { input: z.object({ chatId: Id }), output: Nothing },
  /** Asks for the text from `offset` on; `delta` is absent when nothing is being written there any more. */
  'delta:fetch': {
    input: z.object({ chatId: Id, messageId: Id, epoch: Counter, offset: Counter }),
    output: z.object({ delta: z.optional(Delta) }),
  },

  /** The direct chat with this contact; made if there is none. */
  'chat:direct': { input: z.object({ contactId: ContactId }), output: z.object({ chatId: Id }) },
  'chat:create': {
    input: z.object({
      id: Id,
      kind: z.enum(['group', 'project']),
      title: ChatTitle,
      goal: z.optional(ChatGoal),
      instructions: z.optional(ChatInstructions),
      answers: z.optional(Answers),
      contacts: z.array(ContactId).check(z.maxLength(256)),
    }),
    output: z.object({ chatId: Id }),
  },
  'chat:update': {
    input: z.object({
      chatId: Id,
      title: z.optional(ChatTitle),
      goal: z.optional(ChatGoal),
      instructions: z.optional(ChatInstructions),
      answers: z.optional(Answers),
    }),
    output: Version,
  },

  'member:add': {
    input: z.object({ chatId: Id, contactIds: z.array(ContactId).check(z.minLength(1), z.maxLength(256)) }),
    output: Version,
  },
  'member:remove': { input: z.object({ chatId: Id, contactId: ContactId }), output: Version },
  'member:update': { input: z.object({ chatId: Id, contactId: ContactId, role: MemberRole }), output: Version },
  'member:leave': { input: z.object({ chatId: Id }), output: Nothing },

  /** Answers with the whole change: the message, its run and the placeholders of the agents already known. */
  'message:send': {
    input: z.object({
      id: Id,
      chatId: Id,
      text: MessageText,
      replyTo: z.optional(Id),
    }),
    output: ChatChange,
  },

  'answer:stop': { input: z.object({ chatId: Id, messageId: Id }), output: Nothing },
  /** `again` writes the answer anew in the same bubble; `continue` goes on where a cut or stopped one ended. */
  'answer:retry': {
    input: z.object({ chatId: Id, messageId: Id, mode: z.enum(['again', 'continue']) }),
    output: Version,
  },
  /** Stops everything agents do in this chat. */
  'run:stop': { input: z.object({ chatId: Id }), output: Nothing },
  /** Lets these agents answer a request that was routed to others or to nobody. */
  'run:reroute': {
    input: z.object({ chatId: Id, requestId: Id, agentIds: z.array(ContactId).check(z.minLength(1), z.maxLength(50)) }),
    output: Version,
  },

  /** Watermarks as seq by chat; smaller ones than stored are ignored. */
  'receipt:mark': { input: z.object({ delivered: Watermarks, read: Watermarks }), output: Nothing },
  'typing:set': { input: z.object({ chatId: Id, on: z.boolean() }), output: Nothing },
  'draft:set': {
    input: z.object({ chatId: Id, text: z.string().check(clean, z.maxLength(MESSAGE_LENGTH)) }),
    output: Version,
  },
  /** The page is shown: a lease of 60 s, renewed every 30 s; decides presence and later whether to push. */
  'visibility:set': { input: z.object({ visible: z.boolean() }), output: Nothing },

  'user:update': { input: z.object({ name: z.optional(ContactName) }), output: Nothing },
  /** Admins only: a link with which this person sets a new password; valid for a day, once. */
  'user:reset': { input: z.object({ userId: Id }), output: z.object({ url: z.string() }) },
  'workspace:update': {
    input: z.object({ name: z.optional(ContactName), openSignUp: z.optional(z.boolean()) }),
    output: Nothing,
  },

  /** `chatId` null: into the workspace only. The link is shown this once. */
  'invite:create': {
    input: z.object({
      chatId: z.nullable(Id),
      hours: z.int().check(z.minimum(1), z.maximum(24 * 90)),
      uses: z.int().check(z.minimum(1), z.maximum(1000)),
    }),
    output: InviteLink,
  },
  'invite:list': { input: z.object({ chatId: z.nullable(Id) }), output: z.object({ invites: z.array(Invite) }) },
  'invite:revoke': { input: z.object({ inviteId: Id }), output: Nothing },
  /** A signed-in person follows an invite link: joins its chat. */
  'invite:accept': {
    input: z.object({ token: z.string().check(z.maxLength(200)) }),
    output: z.object({ chatId: z.nullable(Id) }),
  },

  'provider:list': { input: Nothing, output: z.object({ providers: z.array(ProviderState) }) },
  /** Admins only. A null key removes the stored one. */
  'provider:update': {
    input: z.object({
      providerId: ProviderId,
      key: z.nullable(z.string().check(clean, z.trim(), z.maxLength(500))),
      baseUrl: z.optional(z.nullable(z.string().check(clean, z.maxLength(500)))),
      models: z.optional(z.array(z.string().check(clean, z.maxLength(200))).check(z.maxLength(100))),
    }),
    output: z.object({ provider: ProviderState }),
  },
  'provider:test': { input: z.object({ providerId: ProviderId }), output: z.object({ provider: ProviderState }) },
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = z.infer<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<Commands[N]['output']>;
