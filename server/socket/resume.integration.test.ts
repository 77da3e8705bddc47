import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { createInProcessBus } from '../bus/inProcessBus.ts';
import { openEmbeddedTestPool } from '../store/testing/poolForms.ts';
import { recoverOnResume } from './resume.ts';
import { chatsOf } from './rooms.ts';
import { openWorld, silent, type World } from './testing/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ open: openEmbeddedTestPool });
});
afterAll(() => world.close());

/** A bus whose line can be said to be back. */
function interruptedBus() {
  const handlers: (() => void)[] = [];
  const bus = createInProcessBus(silent);
  return {
    bus: { ...bus, onResumed: (handler: () => void) => (handlers.push(handler), () => void handlers.splice(0)) },
    resume: () => handlers.forEach((handler) => handler()),
  };
}

it('takes back what was withdrawn unheard, and lets everybody sync, once the line is back', async () => {
  const { database, main } = world;
  const [ada, ben] = [await world.addUser('Ada'), await world.addUser('Ben')];
  const [adas, bens] = [await main.connect(ada), await main.connect(ben)];
  const [kept, lost] = [newId(), newId()];
  for (const id of [kept, lost]) {
    await adas.do('chat:create', { id, kind: 'group', title: 'Bees', contacts: [ben] });
  }
  // As another process would do it, while nobody can be told.
  await database.prisma.member.updateMany({ where: { chatId: lost, contactId: ben }, data: { leftAt: new Date() } });
  const { bus, resume } = interruptedBus();
  const stop = recoverOnResume({ io: main.io, bus, database, logger: silent });
  resume();
  for (const socket of [adas, bens]) {
    await expect.poll(() => socket.eventsOf('events:missed')).toHaveLength(1);
  }
  const rooms = [...main.io.of('/').sockets.values()].map((socket) => [socket.data.userId, chatsOf(socket).sort()]);
  expect(Object.fromEntries(rooms)).toEqual({ [ada]: [kept, lost].sort(), [ben]: [kept] });
  await adas.do('message:send', { id: newId(), chatId: lost, text: 'Secret' });
  await adas.do('message:send', { id: newId(), chatId: kept, text: 'For you' });
  await expect.poll(() => bens.eventsOf('chat:changed').at(-1)?.messages?.[0]?.text).toBe('For you');
  expect(bens.eventsOf('chat:changed').filter((change) => change.messages?.[0]?.text === 'Secret')).toEqual([]);
  stop();
});
