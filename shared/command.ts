import type * as z from 'zod/mini';
import { firstCommands } from './firstCommands.ts';
import { laterCommands } from './laterCommands.ts';

/** What a client may ask, in the imperative: the input, parsed at the edge, and the data of its acknowledgement. */
export const commands = { ...firstCommands, ...laterCommands } as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = z.infer<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<Commands[N]['output']>;
