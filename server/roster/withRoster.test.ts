import { expect, it } from 'vitest';
import type { Engine, RunOrder, RunPorts, StepOrder, StepResult } from '../../agents/engines/engine.ts';
import { withRoster } from './withRoster.ts';

const step = (agentId: string, more: Partial<StepOrder> = {}): StepOrder => ({
  ...{ stepId: `step-${agentId}`, agentId, messageId: `message-${agentId}`, soFar: '', recorded: null },
  ...more,
});

it('stops what an agent has not begun that was taken from who asks, and brings it to nobody’s notice', async () => {
  const executed: RunOrder[] = [];
  const engine: Engine = {
    id: 'test',
    execute(order) {
      executed.push(order);
      return Promise.resolve('done');
    },
  };
  const finished: [string, StepResult][] = [];
  const ports: Pick<RunPorts, 'finish'> = {
    finish(one, result) {
      finished.push([one.agentId, result]);
      return Promise.resolve();
    },
  };
  const known: string[] = [];
  const guarded = withRoster(engine, {
    know: (ids) => Promise.resolve(void known.push(...ids)),
    usableBy: () => [],
    isFor: (userId, id) => userId === 'ada' && id === 'mine',
  });
  const begun = step('begun', { soFar: 'So' });
  const order = { asker: { id: 'ada', timeZone: 'UTC' }, agentIds: ['mine', 'gone'] };
  const steps = [step('mine'), step('gone'), begun];
  await guarded.execute({ ...order, steps } as unknown as RunOrder, ports as RunPorts);
  const recorded = { kind: 'stopped', text: '', facts: null };
  expect(finished).toEqual([['gone', recorded]]);
  expect(executed[0]?.steps).toEqual([step('mine'), { ...step('gone'), recorded }, begun]);
  expect(executed[0]?.agentIds).toEqual([]);
  expect(known).toEqual(['mine', 'gone', 'mine', 'gone', 'begun']);
});
