import { expect, test } from 'vitest';
import type { Delta } from '../shared/message.ts';
import type { Reply } from '../shared/reply.ts';
import { chatId, uuid } from '../shared/testing/rows.ts';
import type { Waggle } from './waggle.ts';
import { follow, type Followed, type FollowEvent, NOTHING_YET, watchThought } from './watchThought.ts';

const messageId = uuid(1);
const piece = (offset: number, text: string, epoch = 0): Delta => ({ chatId, messageId, epoch, offset, text });
const told = (delta: Delta): FollowEvent => ({ kind: 'told', delta });
const answered = (delta?: Delta): FollowEvent => ({ kind: 'answered', delta });

function after(events: readonly FollowEvent[], from: Followed = NOTHING_YET) {
  let asks = 0;
  const followed = events.reduce((known, event) => {
    const next = follow(known, event);
    asks += next.asks ? 1 : 0;
    return next.followed;
  }, from);
  return { text: followed.live.text, followed, asks };
}

const asked = after([{ kind: 'asked' }, answered(piece(0, 'One'))]).followed;

test('what comes while it is asked for is put behind what is answered, and nothing stands twice', () => {
  const events = [{ kind: 'asked' as const }, told(piece(2, 'e two')), told(piece(7, ' three'))];
  expect(after(events).text).toBe('');
  expect(after([...events, answered(piece(0, 'One two'))])).toMatchObject({ text: 'One two three', asks: 0 });
  expect(after([...events, answered(piece(0, 'One two three four'))]).text).toBe('One two three four');
});

test('pieces that are doubled or overlap change nothing', () => {
  expect(after([told(piece(0, 'One')), told(piece(1, 'ne two')), told(piece(3, ' two'))], asked).text).toBe('One two');
});

test('a hole is asked for once, and what cannot be had then is asked for with the next piece', () => {
  const holed = after([told(piece(7, ' three')), told(piece(13, ' four'))], asked);
  expect(holed).toMatchObject({ text: 'One', asks: 1 });
  expect(after([answered(piece(0, 'One two'))], holed.followed).text).toBe('One two three four');
  const unanswered = after([answered()], holed.followed);
  expect(unanswered).toMatchObject({ text: 'One', asks: 0 });
  expect(after([told(piece(18, ' five'))], unanswered.followed).asks).toBe(1);
});

test('a thought begun anew takes the place of the one before, and that one says nothing any more', () => {
  expect(after([told(piece(0, 'Anew', 2)), told(piece(3, ' two'))], asked)).toMatchObject({ text: 'Anew', asks: 0 });
  expect(after([told(piece(4, ' in the middle', 2))], asked)).toMatchObject({ text: 'One', asks: 1 });
});

test('is watched until it is not any more', async () => {
  let say = (_delta: Delta): void => {};
  const commands: string[] = [];
  const replies: Reply<unknown>[] = [
    { ok: true, data: { delta: piece(0, 'One') } },
    { ok: true, data: { delta: piece(0, 'One two three') } },
  ];
  const waggle = {
    command: async (name: string) => {
      commands.push(name);
      return replies.shift() ?? { ok: true, data: {} };
    },
    onThought: (listener: typeof say) => {
      say = listener;
      return () => {
        say = () => {};
      };
    },
  } as unknown as Pick<Waggle, 'command' | 'onThought'>;
  const shown: string[] = [];
  const stop = watchThought(waggle, { chatId, messageId }, (text) => shown.push(text));
  await expect.poll(() => shown).toEqual(['One']);
  say({ ...piece(0, 'Another'), messageId: uuid(2), epoch: 9 });
  say(piece(7, ' three'));
  await expect.poll(() => shown).toEqual(['One', 'One two three']);
  stop();
  say(piece(13, ' four'));
  expect(shown).toHaveLength(2);
  expect(commands).toEqual(['thought:watch', 'thought:watch', 'thought:leave']);
});
