import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Delta } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import { LiveBoard } from './liveBoard.ts';
import { createLiveTexts, type LiveTexts } from './liveTexts.ts';

const logger = pino({ level: 'silent' });
const opened: LiveTexts[] = [];
afterEach(() => {
  for (const texts of opened.splice(0)) texts.close();
});

function join(line: BusLine, wrap: (bus: Bus) => Bus = (bus) => bus) {
  const shown: Delta[] = [];
  const texts = createLiveTexts(new LiveBoard(), {
    bus: wrap(createInProcessBus(logger, line)),
    show: (deltas) => shown.push(...deltas),
    thoughtViewers: { watched: () => false, show: () => {} },
  });
  opened.push(texts);
  return { ...texts, shown };
}

/** What is on its way, and what is answered to it, has been delivered: each takes one turn of the event loop. */
async function arrived(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const [chatId, messageId] = [newId(), newId()];
const answer = { chatId, messageId, epoch: 0, text: '' };

test('viewers at another process see the same deltas, and the text so far is there too', async () => {
  const line: BusLine = new Set();
  const [owner, other] = [join(line), join(line)];
  owner.live.begin(answer);
  owner.live.write(messageId, 'Hello');
  await arrived();
  expect(other.shown).toEqual(owner.shown);
  expect(other.board.ofChat(chatId).map((one) => one.text)).toEqual(['Hello']);
  owner.end(messageId);
  await arrived();
  expect(other.board.ofChat(chatId)).toEqual([]);
});

test('who comes later learns what is being written', async () => {
  const line: BusLine = new Set();
  const owner = join(line);
  owner.live.begin(answer);
  owner.live.write(messageId, 'Hello');
  const late = join(line);
  await arrived();
  expect(late.board.get(messageId)?.text).toBe('Hello');
});

test('who did not hear the question tells what it writes once its line is there', async () => {
  const line: BusLine = new Set();
  let lineIsThere = () => {};
  const owner = join(line, (bus) => ({
    ...bus,
    processId: bus.processId,
    subscribe: () => () => {},
    onResumed: (handler) => {
      lineIsThere = handler;
      return () => {};
    },
  }));
  owner.live.begin(answer);
  owner.live.write(messageId, 'Hello');
  const late = join(line);
  await arrived();
  expect(late.board.get(messageId)).toBeUndefined();
  lineIsThere();
  await arrived();
  expect(late.board.get(messageId)?.text).toBe('Hello');
});

test('a hole is filled by the owner', async () => {
  const line: BusLine = new Set();
  let deaf = true;
  const owner = join(line);
  const other = join(line, (bus) => ({
    ...bus,
    processId: bus.processId,
    hasOthers: true,
    subscribe: (topic, handler) => bus.subscribe(topic, (message) => (deaf ? undefined : handler(message))),
  }));
  owner.live.begin(answer);
  owner.live.write(messageId, 'Hel');
  await arrived();
  deaf = false;
  owner.live.write(messageId, 'lo');
  owner.live.flush(messageId);
  expect(await other.mirror.fetch(messageId, { epoch: 0, offset: 5 })).toEqual({ ...answer, text: '', offset: 5 });
  expect(await other.mirror.fetch(messageId, { epoch: 0, offset: 1 })).toEqual({ ...answer, text: 'ello', offset: 1 });
});

test('what is over, or unknown to the only process, is answered at once with nothing', async () => {
  const alone = join(new Set());
  expect(await alone.mirror.fetch(messageId, { epoch: 0, offset: 0 })).toBeUndefined();
  const line: BusLine = new Set();
  const [owner] = [join(line), join(line)];
  owner.live.begin(answer);
  owner.end(messageId);
  expect(await owner.mirror.fetch(messageId, { epoch: 0, offset: 0 })).toBeUndefined();
});

test('a slice of a later epoch begins at its beginning; of an earlier one there is nothing', async () => {
  const owner = join(new Set());
  owner.live.begin({ ...answer, epoch: 2, text: 'anew' });
  expect(await owner.mirror.fetch(messageId, { epoch: 1, offset: 3 })).toMatchObject({
    epoch: 2,
    offset: 0,
    text: 'anew',
  });
  expect(await owner.mirror.fetch(messageId, { epoch: 3, offset: 0 })).toBeUndefined();
});
