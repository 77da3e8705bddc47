import { expect, test } from 'vitest';
import type { StepState, StepTool } from '../../shared/run.ts';
import type { CallCard } from './loop/ports.ts';
import { showStep } from './showStep.ts';

function watched() {
  const told: [StepState, StepTool?][] = [];
  const clock = { at: 0, now: () => clock.at };
  const shown = showStep((state, tool) => told.push(tool === undefined ? [state] : [state, tool]), clock);
  const call = (key: string, state: CallCard['state']) => shown.call({ key, tool: 'look', input: {}, state });
  return { told, clock, shown, call };
}

const ended = { kind: 'ended', result: { kind: 'done', text: '', fromOutside: false } } as const;
const using = (key: string, share: number | null = null, what = ''): [StepState, StepTool] => {
  return ['using', { key, tool: 'look', share, what }];
};

test('tells each change once', () => {
  const { told, shown, call } = watched();
  shown.reading();
  shown.thinking();
  shown.thinking();
  shown.writing();
  shown.writing();
  call('a', { kind: 'begun' });
  call('a', ended);
  shown.thinking();
  shown.writing();
  const first: [StepState][] = [['reading'], ['thinking'], ['writing']];
  expect(told).toEqual([...first, using('a'), ...first]);
});

test('of several calls tells the one that began last and has not ended', () => {
  const { told, call } = watched();
  call('a', { kind: 'begun' });
  call('b', { kind: 'begun' });
  call('b', { kind: 'stopped' });
  call('a', ended);
  expect(told).toEqual([using('a'), using('b'), using('a'), ['reading']]);
});

test('tells progress no oftener than people can follow, and not of what is over', () => {
  const { told, clock, call } = watched();
  call('a', { kind: 'begun' });
  for (const at of [50, 150, 250, 300, 500]) {
    clock.at = at;
    call('a', { kind: 'progress', share: at / 1000, what: 'half' });
  }
  call('a', ended);
  call('a', { kind: 'progress', share: 1, what: 'late' });
  expect(told).toEqual([using('a'), using('a', 0.25, 'half'), using('a', 0.5, 'half'), ['reading']]);
});

test('says what it does again after a call that people denied', () => {
  const { told, shown, call } = watched();
  shown.writing();
  call('a', ended);
  shown.writing();
  expect(told).toEqual([['writing'], ['reading'], ['writing']]);
});

test('tells for how long there is no room, until something is written', () => {
  const { told, shown } = watched();
  shown.reading();
  shown.inLine('anthropic', 19_200);
  shown.writing();
  const tool = { key: 'wait_for_room', tool: 'wait_for_room', share: null, what: 'anthropic, 20 s' };
  expect(told).toEqual([['reading'], ['using', tool], ['writing']]);
});
