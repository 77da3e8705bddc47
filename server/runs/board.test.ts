import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredBoardCall, StoredBoardStep } from '../store/board.ts';
import { boardOf, turnsOf } from './board.ts';

const by = { provider: 'anthropic', model: 'claude' };

function facts(inputTokens: number, outputTokens: number, costMicros: number | null) {
  return { ...by, demo: false, durationMs: 1, firstTokenMs: null, inputTokens, outputTokens, costMicros };
}

function call(key: string, more: Partial<StoredBoardCall> = {}): StoredBoardCall {
  return {
    ...{ key, tool: 'look', state: 'ended', isDecided: false, ended: 'done', failure: null, input: '{}' },
    ...{ startedAt: 20, endedAt: 30 },
    ...more,
  };
}

function step(more: Partial<StoredBoardStep> = {}): StoredBoardStep {
  return {
    ...{
      agentId: 'research',
      messageId: 'm',
      kind: 'answer',
      createdAt: 10,
      updatedAt: 50,
      ended: null,
      failure: null,
    },
    ...{ facts: null, handOver: null, urls: [], handedBy: null, task: null, turns: [], calls: [], moreCalls: 0 },
    steers: [],
    ...more,
  };
}

function board(one: StoredBoardStep, status: 'queued' | 'running' | 'done' | 'stopped' = 'running') {
  const finishedAt = status === 'done' || status === 'stopped' ? 60 : null;
  const run = {
    ...{ id: 'r', chatId: 'c', requestId: 'q', version: 1, status, reason: 'mentioned' as const, explanation: '' },
    ...{ askedBy: 'ada', answers: [], costMicros: null, createdAt: 5, finishedAt },
  };
  const [shown] = boardOf({ run, request: 'Look', steps: [one] }).steps;
  if (shown === undefined) throw new Error('there is no step');
  return shown;
}

describe('how a step stands', () => {
  test.each([
    ['queued', step(), 'queued'],
    ['working', step(), 'running'],
    ['waiting', step({ calls: [call('s/0/0', { state: 'asked', ended: null, endedAt: null })] }), 'running'],
    ['working', step({ calls: [call('s/0/0', { state: 'asked', isDecided: true, ended: null })] }), 'running'],
    ['done', step({ ended: 'complete' }), 'running'],
    ['failed', step({ ended: 'cut' }), 'running'],
    ['stopped', step({ ended: 'stopped' }), 'done'],
    ['stopped', step(), 'stopped'],
  ] as const)('is %s', (state, one, status) => {
    expect(board(one, status)).toMatchObject({ state, waitsFor: state === 'waiting' ? 'ada' : null });
  });

  test('tells of calls that came to nothing', () => {
    const begun = call('s/0/0', { state: 'begun', ended: null, endedAt: null });
    expect(board(step({ calls: [begun] })).calls[0]?.state).toBe('running');
    expect(board(step({ calls: [begun], ended: 'stopped' })).calls[0]?.state).toBe('stopped');
    expect(board(step({ calls: [call('s/0/0', { ended: 'failed' })] })).calls[0]?.state).toBe('failed');
  });

  test('names where its sources stand, the most cited first', () => {
    const urls = ['https://a.example/1', 'https://b.example', 'https://a.example/2', 'no address'];
    expect(board(step({ urls })).hosts).toEqual([
      { host: 'a.example', sources: 2 },
      { host: 'b.example', sources: 1 },
    ]);
  });
});

describe('the turns of a step', () => {
  test('begin where the calls before have ended', () => {
    const spent = { inputTokens: 100, outputTokens: 10, costMicros: 5 };
    const turns = [{ key: 's/0', endedAt: 20, by, spent }];
    const one = step({ turns, calls: [call('s/0/0'), call('s/0/1', { endedAt: 35 })], facts: facts(250, 30, 9) });
    expect(turnsOf(one, 50)).toEqual([
      { startedAt: 10, endedAt: 20, ...by, ...spent },
      { startedAt: 35, endedAt: 50, ...by, inputTokens: 150, outputTokens: 20, costMicros: 4 },
    ]);
    expect(turnsOf({ ...one, facts: null }, null)).toHaveLength(1);
  });

  test('leave what others did for its calls to those, and it counts in what the step cost', () => {
    const spent = { inputTokens: 100, outputTokens: 10, costMicros: 5 };
    const drawn = { provider: 'q', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 9_000 };
    const said = { ...by, inputTokens: 40, outputTokens: 3, costMicros: 7, agentId: 'coder' };
    const turns = [{ key: 's/0', endedAt: 20, by, spent }];
    const calls = [call('s/0/0', { shares: [drawn] }), call('s/0/1', { shares: [said] })];
    const whole = step({ turns, calls, ended: 'complete', facts: facts(290, 33, 9_016) });
    expect(board(whole)).toMatchObject({
      turns: [spent, { inputTokens: 150, outputTokens: 20, costMicros: 4 }],
      costMicros: 9_016,
    });
    expect(board(step({ turns, calls })).costMicros).toBe(9_012);
    expect(board({ ...whole, facts: facts(290, 33, null) }).costMicros).toBe(9_012);
  });

  test('follow one another and sum up to what the step took', () => {
    const spent = fc.record({ inputTokens: fc.nat(999), outputTokens: fc.nat(999), costMicros: fc.nat(99) });
    fc.assert(
      fc.property(fc.array(fc.tuple(spent, fc.nat(50), fc.nat(50)), { maxLength: 6 }), spent, (rounds, last) => {
        let at = 10;
        const kept = rounds.map(([one, takes, calls], round) => {
          const endedAt = at + takes;
          at = endedAt + calls;
          const its = call(`s/${String(round)}/0`, { startedAt: endedAt, endedAt: at });
          return { turn: { key: `s/${String(round)}`, endedAt, by, spent: one }, its };
        });
        const sum = (of: keyof typeof last) => rounds.reduce((all, [one]) => all + one[of], last[of]);
        const whole = facts(sum('inputTokens'), sum('outputTokens'), sum('costMicros'));
        const one = step({ turns: kept.map(({ turn }) => turn), calls: kept.map(({ its }) => its), facts: whole });
        const told = turnsOf(one, at + 7);
        for (const [index, turn] of told.entries()) {
          expect(turn.endedAt).toBeGreaterThanOrEqual(turn.startedAt);
          expect(turn.startedAt).toBeGreaterThanOrEqual(told[index - 1]?.endedAt ?? 10);
        }
        expect(told.reduce((all, turn) => all + turn.inputTokens, 0)).toBe(whole.inputTokens);
        expect(told.reduce((all, turn) => all + turn.outputTokens, 0)).toBe(whole.outputTokens);
      }),
    );
  });
});
