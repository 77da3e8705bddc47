import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod/mini';
import { type CommandInput, type CommandName, type CommandOutput, commands } from './command.ts';
import { type EventData, type EventName, events } from './event.ts';
import { newId } from './ids.ts';
import { MESSAGE_LENGTH } from './message.ts';
import { ErrorCode, isPassing, type Reply } from './reply.ts';
import { cleanText } from './text.ts';

const id = newId();

/** Never called: what is in it only has to be judged by the compiler. */
export function whatTheCompilerRefuses(): unknown[] {
  // @ts-expect-error there is no such command
  const name: CommandName = 'message:shout';
  // @ts-expect-error there is no such event
  const event: EventName = 'message:sent';
  // @ts-expect-error a message needs a text
  const textless: CommandInput<'message:send'> = { id, chatId: id };
  // @ts-expect-error nobody sends mentions: the server finds them
  const forged: CommandInput<'message:send'> = { id, chatId: id, text: 'x', mentions: ['coder'] };
  // @ts-expect-error direct chats are made by chat:direct
  const direct: CommandInput<'chat:create'> = { id, kind: 'direct', title: 'x', contacts: [] };
  // @ts-expect-error there is no such role
  const role: CommandInput<'member:update'> = { chatId: id, contactId: id, role: 'king' };
  // @ts-expect-error a removed key is null, not missing
  const key: CommandInput<'provider:update'> = { providerId: 'openai' };
  // @ts-expect-error the acknowledgement of a message is the whole change
  const output: CommandOutput<'message:send'> = { version: 1 };
  // @ts-expect-error a change has a version
  const change: EventData<'chat:changed'> = { chatId: id };
  // @ts-expect-error codes are closed
  const refusal: Reply<never> = { ok: false, code: 'teapot', message: '' };
  // @ts-expect-error a refusal has no data
  const both: Reply<number> = { ok: false, code: 'internal', message: '', data: 1 };
  return [name, event, textless, forged, direct, role, key, output, change, refusal, both];
}

describe('the contract', () => {
  it('gives every command the types of its own schemas', () => {
    expectTypeOf<CommandInput<'typing:set'>>().toEqualTypeOf<{ chatId: string; on: boolean }>();
    expectTypeOf<CommandOutput<'draft:set'>>().toEqualTypeOf<{ version: number }>();
    // Whether it worked has to be asked before there is any data.
    expectTypeOf<Reply<number>>().not.toHaveProperty('data');
    expectTypeOf<EventData<'presence:changed'>>().toEqualTypeOf<{ userId: string; online: boolean }>();
  });

  it('names commands after what is asked and events after what happened', () => {
    for (const name of Object.keys(commands)) expect(name).toMatch(/^[a-z]+(:[a-z]+)?$/);
    for (const name of Object.keys(events))
      expect(name).toMatch(/^[a-z]+:(changed|warned|delta|missed|ended|leaving)$/);
    expect(Object.keys(commands).filter((name) => name in events)).toEqual([]);
  });

  it('has only objects as input, and drops what it does not know', () => {
    for (const [name, { input }] of Object.entries(commands)) {
      for (const other of [undefined, null, 'x', 1, []]) expect(input.safeParse(other).success, name).toBe(false);
    }
    const parsed = commands['typing:set'].input.parse({ chatId: id, on: true, extra: 1 });
    expect(parsed).toEqual({ chatId: id, on: true });
  });

  it('takes versions and seqs only as the database holds them', () => {
    const mark = (seq: unknown) => commands['receipt:mark'].input.safeParse({ delivered: { [id]: seq }, read: {} });
    expect([0, 1, 2 ** 31 - 1].every((seq) => mark(seq).success)).toBe(true);
    expect([-1, 0.5, 2 ** 31, Number.NaN, '1', null].some((seq) => mark(seq).success)).toBe(false);
    expect(commands['receipt:mark'].input.safeParse({ delivered: { nonsense: 1 }, read: {} }).success).toBe(false);
  });

  it('bounds the text of a message and refuses a blank one', () => {
    const send = (text: string) => commands['message:send'].input.safeParse({ id, chatId: id, text });
    expect(send('x'.repeat(MESSAGE_LENGTH)).success).toBe(true);
    expect(send('x'.repeat(MESSAGE_LENGTH + 1)).success).toBe(false);
    for (const blank of ['', ' ', '\n\t', '\0', '\u00a0'])
      expect(send(blank).success, JSON.stringify(blank)).toBe(false);
  });

  it('cleans texts once and for all', () => {
    for (const text of ['a\0b', '\ud83d', '\ude00\ud83d', '😀', 'plain', 'x\ud83d\0\ude00']) {
      const cleaned = cleanText(text);
      expect(cleanText(cleaned)).toBe(cleaned);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(Buffer.from(cleaned, 'utf8').toString('utf8')).toBe(cleaned);
    }
    expect(cleanText('x\ud83d\0\ude00')).toBe('x😀');
    expect(cleanText('a 😀')).toBe('a 😀');
  });

  it('says of every code whether the same may succeed later', () => {
    const passing = ErrorCode.options.filter(isPassing);
    expect(passing).toEqual(['rate-limited', 'unavailable', 'internal']);
    expect(z.safeParse(ErrorCode, 'teapot').success).toBe(false);
  });
});
