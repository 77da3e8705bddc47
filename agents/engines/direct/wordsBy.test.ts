import { expect, test } from 'vitest';
import { createScripted } from '../../providers/scripted.ts';
import type { Specialist } from '../../roster/agent.ts';
import { coder } from '../../roster/coder.ts';
import { done, toolNamed } from '../../run/loop/testing/loopParts.ts';
import { modelsWith, orderOf, quickClock, recordedLog } from '../../testing/parts.ts';
import { recordedPorts } from '../../testing/recordedPorts.ts';
import { createDirectEngine } from './direct.ts';

const own: Specialist = { ...coder, id: 'own-1', handle: 'bee', name: 'Bee', wordsBy: 'anna' };
const page = 'https://bees.example/';

/** Whether an answer for this person counts as led by others, when it wants to read a page. */
async function taintedFor(userId: string, agentIds: readonly string[]): Promise<boolean[]> {
  const read = Object.assign(
    toolNamed('read_page', () => done('A page.')),
    { reaches: ({ of }: { of: string }) => [of] },
  );
  const provider = createScripted(({ rounds = [] }) =>
    rounds.length > 0 ? [{ text: 'Read.' }] : [{ call: 'read_page', input: { of: page } }],
  );
  const engine = createDirectEngine({
    models: modelsWith([provider], { scripted: ['script'] }),
    specialist: (id) => [own, coder].find((one) => one.id === id),
    ...{ log: recordedLog(), clock: quickClock(), tools: () => [read] },
  });
  const asked: boolean[] = [];
  const ports = recordedPorts();
  const order = orderOf(agentIds.slice(0, 1), {
    request: { messageId: 'request', senderId: userId, senderName: 'Anna', text: 'Read.' },
    asker: { id: userId, timeZone: 'UTC' },
    agentIds,
    context: [],
  });
  await engine.execute(order, {
    ...ports,
    records: (step) => ({
      ...ports.records(step),
      allow(call) {
        asked.push(call.tainted);
        return Promise.resolve('allowed' as const);
      },
    }),
  });
  return asked;
}

test('what an agent is told by another person leads it like any words of others', async () => {
  expect(await taintedFor('ben', [own.id])).toEqual([true]);
});

test('what its maker tells it does not', async () => {
  // Nothing to ask for, or asked without a taint.
  expect(await taintedFor('anna', [own.id])).not.toContain(true);
});

test('what another person says a colleague is for leads an agent too', async () => {
  expect(await taintedFor('ben', [coder.id, own.id])).toEqual([true]);
  expect(await taintedFor('anna', [coder.id, own.id])).not.toContain(true);
});
