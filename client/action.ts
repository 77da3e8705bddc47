import * as z from 'zod/mini';
import type { CommandInput } from '../shared/command.ts';
import { firstCommands } from '../shared/firstCommands.ts';
import { ContactId, Id } from '../shared/ids.ts';
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

/** Commands that are shown at once, survive being offline and are sent in the order in which they were given. */
export type ActionName = keyof typeof actionScopes;
export type ActionInput<N extends ActionName> = CommandInput<N>;

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
    input: firstCommands[name].input,
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
]) as z.ZodMiniType<Action>;
