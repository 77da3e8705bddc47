import * as z from 'zod/mini';
import { Coming } from '../shared/appointment.ts';
import { ContactId, Id } from '../shared/ids.ts';
import { MessageText } from '../shared/message.ts';
import { Notify } from '../shared/chat.ts';
import type { Failure } from '../shared/reply.ts';

/** Whose version the acknowledgement tells: the chat's or the person's. From it on the server's state has it. */
export const actionScopes = {
  'message:react': 'chat',
  'message:edit': 'chat',
  'message:delete': 'chat',
  'message:pin': 'chat',
  'message:vote': 'chat',
  'poll:close': 'chat',
  'appointment:answer': 'chat',
  'appointment:cancel': 'chat',
  'message:star': 'user',
  'message:hide': 'user',
  'chat:set': 'user',
} as const;

const Target = z.object({ chatId: Id, messageId: Id });

const inputs = {
  'message:react': z.extend(Target, { emoji: z.string(), on: z.boolean() }),
  'message:edit': z.extend(Target, { text: MessageText }),
  'message:delete': Target,
  'message:pin': z.extend(Target, { on: z.boolean() }),
  'message:vote': z.extend(Target, { choices: z.array(z.int()) }),
  'poll:close': Target,
  'appointment:answer': z.extend(Target, { answer: Coming }),
  'appointment:cancel': Target,
  'message:star': z.extend(Target, { on: z.boolean() }),
  'message:hide': z.object({ chatId: Id, messageIds: z.array(Id), hidden: z.boolean() }),
  'chat:set': z.object({
    chatId: Id,
    mutedUntil: z.optional(z.nullable(z.int())),
    notify: z.optional(Notify),
    archived: z.optional(z.boolean()),
    pinned: z.optional(z.boolean()),
    markedUnread: z.optional(z.boolean()),
    clearedSeq: z.optional(z.int()),
  }),
} as const;

/** Commands that are shown at once, survive being offline and are sent in the order in which they were given. */
export type ActionName = keyof typeof inputs;
export type ActionInput<N extends ActionName> = z.infer<(typeof inputs)[N]>;

export type ActionOf<N extends ActionName> = {
  id: string;
  name: N;
  input: ActionInput<N>;
  /** Who acted. */
  by: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** The version at which the server has it; null until it has answered. */
  version: number | null;
};

export type Action = { [N in ActionName]: ActionOf<N> }[ActionName];

/** An action the server will not do, and why. */
export type Refusal = { action: Action; failure: Failure };

function kept<N extends ActionName>(name: N) {
  return z.object({
    id: Id,
    name: z.literal(name),
    input: inputs[name],
    by: ContactId,
    at: z.int(),
    version: z.nullable(z.int()),
  });
}

/** An action as it is kept on the device. */
export const CachedAction = z.discriminatedUnion('name', [
  kept('message:react'),
  kept('message:edit'),
  kept('message:delete'),
  kept('message:pin'),
  kept('message:vote'),
  kept('poll:close'),
  kept('appointment:answer'),
  kept('appointment:cancel'),
  kept('message:star'),
  kept('message:hide'),
  kept('chat:set'),
]);
