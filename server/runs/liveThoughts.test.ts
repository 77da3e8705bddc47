import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyDelta, type LiveText } from '../../shared/delta.ts';
import { newId } from '../../shared/ids.ts';
import type { Delta } from '../../shared/message.ts';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import { LiveBoard } from './liveBoard.ts';
import { createLiveTexts, type LiveTexts } from './liveTexts.ts';
import { TELL_MS } from './liveThoughts.ts';

const logger = pino({ level: 'silent' });
const [chatId, messageId] = [newId(), newId()];
const answer = { chatId, messageId, epoch: 0, text: '' };
const opened: LiveTexts[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  for (const texts of opened.splice(0)) texts.close();
  vi.useRealTimers();
});

function join(line: BusLine) {
  const shown: Delta[] = [];
  const bus = createInProcessBus(logger, line);
  const publish = vi.spyOn(bus, 'publish');
  const looking = { now: false };
  const process = {
    shown,
    looking,
    ...createLiveTexts(new LiveBoard(), {
      bus,
      show: () => {},
      thoughtViewers: { watched: () => looking.now, show: (delta) => void shown.push(delta) },
    }),
    /** Of what is thought, since it was last asked for. */
    published() {
      const topics = publish.mock.calls.map(([topic]) => topic).filter((topic) => topic.startsWith('thoughts:'));
      publish.mockClear();
      return topics.length;
    },
    watch: (of: { chatId: string; messageId: string } = answer) =>
      process.thoughts.watch(of, () => {
        looking.now = true;
      }),
  };
  opened.push(process);
  return process;
}

/** One that thinks `text`, to which a test adds. */
function thinker(line: BusLine, thought: { text: string }, epoch = 0) {
  const process = join(line);
  process.live.begin({ ...answer, epoch });
  process.thoughts.begin({ ...answer, epoch }, () => thought.text);
  process.live.thinks(messageId);
  return process;
}

/** What is on its way, and what is answered to it, has been delivered. */
async function arrived(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function later(): Promise<void> {
  vi.advanceTimersByTime(TELL_MS);
  await arrived();
}

function together(deltas: readonly (Delta | undefined)[]): LiveText {
  return deltas.reduce<LiveText>(
    (live, delta) => {
      const outcome = delta === undefined ? { kind: 'old' as const } : applyDelta(live, delta);
      if (outcome.kind === 'hole') throw new Error(`a hole from ${outcome.from}`);
      return outcome.kind === 'applied' ? outcome.live : live;
    },
    { epoch: -1, text: '' },
  );
}

test('nothing is read or told while nobody looks; who looks gets all so far and what comes, until they leave', async () => {
  const thought = { text: 'Hm, ' };
  const soFar = vi.fn(() => thought.text);
  const owner = join(new Set());
  owner.live.begin(answer);
  owner.thoughts.begin(answer, soFar);
  await later();
  expect(soFar).not.toHaveBeenCalled();
  const all = await owner.watch();
  expect(all).toMatchObject({ epoch: 0, offset: 0, text: 'Hm, ' });
  thought.text += 'bees\0 🐝'.slice(0, -1);
  await later();
  thought.text += '🐝'.slice(1);
  await later();
  expect(owner.shown.map(({ text }) => text)).toEqual(['bees ', '🐝']);
  expect(together([all, ...owner.shown]).text).toBe('Hm, bees 🐝');
  await later();
  expect(owner.shown).toHaveLength(2);
  owner.looking.now = false;
  await later();
  soFar.mockClear();
  await later();
  expect(soFar).not.toHaveBeenCalled();
});

test('is told to no other chat, and not once it has ended', async () => {
  const owner = thinker(new Set(), { text: 'Hm' });
  expect(await owner.watch({ chatId: newId(), messageId })).toBeUndefined();
  owner.end(messageId);
  expect(await owner.watch()).toBeUndefined();
  expect(owner.looking.now).toBe(false);
});

test('goes to other processes only as long as somebody looks there', async () => {
  const line: BusLine = new Set();
  const thought = { text: 'Hm' };
  const [other, owner] = [join(line), thinker(line, thought)];
  await arrived();
  await later();
  expect(owner.published()).toBe(0);
  const asked = other.watch();
  await arrived();
  const all = await asked;
  thought.text += ', bees';
  await later();
  expect(together([all, ...other.shown]).text).toBe('Hm, bees');
  expect(owner.shown).toEqual([]);
  other.looking.now = false;
  thought.text += ' dance';
  await later();
  await later();
  owner.published();
  thought.text += ' on';
  await later();
  expect(owner.published()).toBe(0);
  expect(together([all, ...other.shown]).text).toBe('Hm, bees');
});

test('a second who looks there gets all of it too, and the first nothing twice', async () => {
  const line: BusLine = new Set();
  const thought = { text: 'Hm' };
  const other = join(line);
  thinker(line, thought);
  await arrived();
  const first = other.watch();
  await arrived();
  thought.text += ', bees';
  const second = other.watch();
  await later();
  expect((await second)?.text).toBe('Hm, bees');
  expect(together([await first, ...other.shown]).text).toBe('Hm, bees');
});

test('who goes on with an answer thinks it anew, under a later epoch', async () => {
  const line: BusLine = new Set();
  const other = join(line);
  const first = thinker(line, { text: 'Wasps' });
  await arrived();
  const before = other.watch();
  await arrived();
  expect((await before)?.text).toBe('Wasps');
  first.close();
  thinker(line, { text: 'Bees' }, 1);
  await arrived();
  const anew = other.watch();
  await arrived();
  expect(together([await before, await anew, ...other.shown])).toMatchObject({ epoch: 1, text: 'Bees' });
});

test('who asks in vain waits no longer than a second', async () => {
  const line: BusLine = new Set();
  const [other, owner] = [join(line), thinker(line, { text: 'Hm' })];
  await arrived();
  owner.close();
  const asked = other.watch();
  await arrived();
  vi.advanceTimersByTime(1_000);
  expect(await asked).toBeUndefined();
  expect(other.looking.now).toBe(false);
});
