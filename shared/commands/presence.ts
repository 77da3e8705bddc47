import * as z from 'zod/mini';
import { Counter, Id } from '../ids.ts';
import { MESSAGE_LENGTH } from '../message.ts';
import { clean } from '../text.ts';
import { Nothing, Version } from './common.ts';

const Watermarks = z.record(Id, Counter);

/** What a client tells about its person: seen, typing, drafting, there. */
export const presenceCommands = {
  /** Watermarks as seq by chat; smaller ones than stored are ignored. */
  'receipt:mark': { input: z.object({ delivered: Watermarks, read: Watermarks }), output: Nothing },
  'typing:set': { input: z.object({ chatId: Id, on: z.boolean() }), output: Nothing },
  'draft:set': {
    input: z.object({ chatId: Id, text: z.string().check(clean, z.maxLength(MESSAGE_LENGTH)) }),
    output: Version,
  },
  /** The page is shown: a lease of 60 s, renewed every 30 s; decides presence and later whether to push. */
  'visibility:set': { input: z.object({ visible: z.boolean() }), output: Nothing },
} as const;
