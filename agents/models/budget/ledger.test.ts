import { describe, expect, test } from 'vitest';
import { randomOf } from '../limits/testing/random.ts';
import {
  type Account,
  type Ceiling,
  closeRun,
  emptyLedger,
  extend,
  type Ledger,
  release,
  reserve,
  settle,
  standingOf,
  sweep,
} from './ledger.ts';
import type { Budget } from './scope.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LASTS = 600_000;

const run = (limitMicros: number | null, id = 'r1'): Budget => ({
  scope: { kind: 'run', id },
  period: 'run',
  limitMicros,
});
const chat = (limitMicros: number | null, period: 'day' | 'month' = 'day'): Budget => ({
  scope: { kind: 'chat', id: 'c1' },
  period,
  limitMicros,
});

function known(micros: number): Ceiling {
  return { kind: 'known', micros };
}

/** A ledger that is written into. */
function book(budgets: readonly Budget[]) {
  let ledger: Ledger = emptyLedger;
  let now = NOW;
  const timeZone = 'Europe/Berlin';
  return {
    get ledger() {
      return ledger;
    },
    pass: (ms: number) => void (now += ms),
    reserve(id: string, ceiling: Ceiling | number, under = budgets) {
      const asked = typeof ceiling === 'number' ? known(ceiling) : ceiling;
      const result = reserve(ledger, { id, budgets: under, ceiling: asked, now, timeZone, lastsMs: LASTS });
      ledger = result.ledger;
      return result;
    },
    settle(id: string, actualMicros: number | null) {
      const result = settle(ledger, id, { actualMicros, now });
      ledger = result.ledger;
      return result;
    },
    release: (id: string) => void (ledger = release(ledger, id, now)),
    extend: (id: string) => void (ledger = extend(ledger, id, { now, lastsMs: LASTS })),
    closeRun: (id: string) => void (ledger = closeRun(ledger, id)),
    standing: (under = budgets) => standingOf(ledger, { budgets: under, now, timeZone }),
    account(kind: string, period: string): Account {
      const found = Object.values(sweep(ledger, now).accounts).findLast(
        (one) => one.scope.kind === kind && one.period === period,
      );
      if (found === undefined) throw new Error(`no account of a ${kind} per ${period}`);
      return found;
    },
  };
}

describe('reserving', () => {
  test('sets aside in every budget, and settling counts what it cost', () => {
    const { reserve, settle, account } = book([run(500), chat(1_000), chat(null, 'month')]);
    expect(reserve('a', 300)).toMatchObject({ kind: 'reserved', micros: 300 });
    for (const [kind, period] of [
      ['run', 'run'],
      ['chat', 'day'],
      ['chat', 'month'],
    ] as const) {
      expect(account(kind, period)).toMatchObject({ reservedMicros: 300, spentMicros: 0 });
    }
    settle('a', 120);
    for (const [kind, period] of [
      ['run', 'run'],
      ['chat', 'day'],
      ['chat', 'month'],
    ] as const) {
      expect(account(kind, period)).toMatchObject({ reservedMicros: 0, spentMicros: 120 });
    }
  });

  test('of two that are too much together the second is refused, in all of its budgets', () => {
    const { reserve, account } = book([run(5_000), chat(1_000)]);
    expect(reserve('a', 600).kind).toBe('reserved');
    expect(reserve('b', 401)).toMatchObject({
      kind: 'refused',
      stop: {
        scope: { kind: 'chat', id: 'c1' },
        period: 'day',
        limitMicros: 1_000,
        spentMicros: 0,
        roomMicros: 400,
        because: 'held',
        endsAt: Date.parse('2026-11-21T23:00:00Z'),
        mayRaise: ['chat-manager', 'workspace-admin'],
      },
    });
    expect(account('run', 'run').reservedMicros).toBe(600);
    expect(reserve('b', 400).kind).toBe('reserved');
  });

  test('tells what is spent from what is only held', () => {
    const { reserve, settle } = book([chat(1_000)]);
    reserve('a', 700);
    settle('a', 700);
    expect(reserve('b', 301)).toMatchObject({ kind: 'refused', stop: { because: 'spent', roomMicros: 300 } });
  });

  test('names the narrowest budget in the way', () => {
    const { reserve } = book([run(100), chat(100)]);
    expect(reserve('a', 101)).toMatchObject({
      stop: { scope: { kind: 'run' }, mayRaise: ['asker', 'chat-manager', 'workspace-admin'] },
    });
  });

  test('is done once for one id', () => {
    const { reserve, settle, account } = book([chat(1_000)]);
    reserve('a', 600);
    expect(reserve('a', 600)).toMatchObject({ kind: 'reserved', micros: 600 });
    settle('a', 100);
    settle('a', 100);
    expect(account('chat', 'day')).toMatchObject({ reservedMicros: 0, spentMicros: 100 });
  });

  test('the smaller of two budgets of the same scope holds', () => {
    for (const budgets of [
      [chat(100), chat(50), chat(null)],
      [chat(null), chat(50), chat(100)],
    ]) {
      expect(book(budgets).reserve('a', 51)).toMatchObject({ kind: 'refused', stop: { limitMicros: 50 } });
    }
  });

  test('a limit that is raised holds at once, with what was spent before', () => {
    const { reserve, settle } = book([chat(100)]);
    reserve('a', 90);
    settle('a', 90);
    expect(reserve('b', 20).kind).toBe('refused');
    expect(reserve('b', 20, [chat(110)]).kind).toBe('reserved');
  });

  test('knows what was spent before there was a limit', () => {
    const { reserve, settle } = book([chat(null)]);
    reserve('a', 900);
    settle('a', 900);
    expect(reserve('b', 200, [chat(1_000)]).kind).toBe('refused');
  });
});

describe('a price that nobody knows', () => {
  test('is refused, also where there is no limit', () => {
    expect(book([chat(null)]).reserve('a', { kind: 'unknown', confirmedMicros: null }).kind).toBe('unknown-cost');
  });

  test('counts as what a person has confirmed, and in full where the cost stays unknown', () => {
    const { reserve, settle, account } = book([chat(1_000)]);
    expect(reserve('a', { kind: 'unknown', confirmedMicros: 1_001 }).kind).toBe('refused');
    expect(reserve('a', { kind: 'unknown', confirmedMicros: 400 }).kind).toBe('reserved');
    settle('a', null);
    expect(account('chat', 'day').spentMicros).toBe(400);
  });
});

describe('money', () => {
  test('is whole: a ceiling is rounded up, a cost to the nearest', () => {
    const { reserve, settle, account } = book([chat(1_000)]);
    expect(reserve('a', 10.01)).toMatchObject({ micros: 11 });
    settle('a', 10.5);
    expect(account('chat', 'day').spentMicros).toBe(11);
    reserve('b', 10);
    settle('b', 0.49);
    expect(account('chat', 'day').spentMicros).toBe(11);
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('is not %d', (amount) => {
    const { reserve, settle } = book([chat(1_000)]);
    expect(() => reserve('a', amount)).toThrow(RangeError);
    reserve('b', 1);
    expect(() => settle('b', amount)).toThrow(RangeError);
  });

  test('a free call goes on where nothing is left, and stops nobody', () => {
    const { reserve, settle } = book([chat(0)]);
    expect(reserve('a', 0).kind).toBe('reserved');
    expect(settle('a', 0)).toMatchObject({ warnings: [], stops: [] });
    expect(reserve('b', 1).kind).toBe('refused');
    reserve('c', 5, [chat(5)]);
    settle('c', 9);
    expect(reserve('d', 0, [chat(5)]).kind).toBe('reserved');
  });
});

describe('what people are told', () => {
  test('80 % once, and again of a limit that was raised', () => {
    const { reserve, settle } = book([chat(1_000)]);
    const spend = (micros: number, limit: number) => {
      reserve('x', micros, [chat(limit)]);
      return settle('x', micros).warnings.map(({ limitMicros, spentMicros }) => [limitMicros, spentMicros]);
    };
    expect(spend(799, 1_000)).toEqual([]);
    expect(spend(1, 1_000)).toEqual([[1_000, 800]]);
    expect(spend(100, 1_000)).toEqual([]);
    expect(spend(100, 2_000)).toEqual([]);
    expect(spend(600, 2_000)).toEqual([[2_000, 1_600]]);
  });

  test('the warning of a limit that was lowered is not lost to who gives back', () => {
    const { reserve, settle, release } = book([chat(1_000)]);
    reserve('a', 100);
    settle('a', 100);
    reserve('b', 5, [chat(110)]);
    release('b');
    reserve('c', 5, [chat(110)]);
    expect(settle('c', 1).warnings).toMatchObject([{ limitMicros: 110, spentMicros: 101 }]);
  });

  test('100 % stops what goes on, and says until when and who may raise it', () => {
    const { reserve, settle } = book([run(null), chat(1_000), chat(5_000, 'month')]);
    reserve('a', 1_000);
    expect(settle('a', 1_000).stops).toMatchObject([
      {
        scope: { kind: 'chat' },
        period: 'day',
        because: 'spent',
        roomMicros: 0,
        mayRaise: ['chat-manager', 'workspace-admin'],
      },
    ]);
  });

  test('a call that cost more than it could is counted as it was', () => {
    const { reserve, settle, account } = book([chat(100)]);
    reserve('a', 50);
    expect(settle('a', 130).stops).toMatchObject([{ spentMicros: 130, roomMicros: 0 }]);
    expect(account('chat', 'day')).toMatchObject({ spentMicros: 130, reservedMicros: 0 });
  });

  test('how budgets stand: the least room, and whether one is past its warning', () => {
    const { reserve, settle, standing } = book([run(1_000), chat(100), chat(null, 'month')]);
    expect(standing()).toEqual({ roomMicros: 100, warned: false });
    reserve('a', 80);
    expect(standing()).toEqual({ roomMicros: 20, warned: false });
    settle('a', 80);
    expect(standing()).toEqual({ roomMicros: 20, warned: true });
    expect(standing([chat(null, 'month')])).toEqual({ roomMicros: null, warned: false });
  });
});

describe('time', () => {
  test('a day is over at midnight there, a month goes on', () => {
    const { reserve, settle, pass } = book([chat(100), chat(150, 'month')]);
    reserve('a', 100);
    settle('a', 100);
    pass(11 * HOUR - 1);
    expect(reserve('b', 1)).toMatchObject({ stop: { period: 'day' } });
    pass(1);
    expect(reserve('b', 50).kind).toBe('reserved');
    expect(reserve('c', 1)).toMatchObject({ stop: { period: 'month' } });
  });

  test('a cost belongs to the day on which it was reserved', () => {
    const { reserve, settle, pass, account } = book([chat(100)]);
    pass(11 * HOUR - 1_000);
    reserve('a', 60);
    pass(2_000);
    settle('a', 60);
    expect(reserve('b', 100).kind).toBe('reserved');
    expect(account('chat', 'day')).toMatchObject({ window: '2026-11-22', spentMicros: 0, reservedMicros: 100 });
  });

  test('what a dead process had reserved comes back, and is counted if it was not dead after all', () => {
    const { reserve, settle, pass, account } = book([chat(100)]);
    reserve('a', 100);
    pass(LASTS - 1);
    expect(reserve('b', 1).kind).toBe('refused');
    pass(1);
    expect(reserve('b', 60).kind).toBe('reserved');
    settle('a', 30);
    settle('a', 30);
    expect(account('chat', 'day')).toMatchObject({ spentMicros: 30, reservedMicros: 60 });
  });

  test('who says that it is alive keeps it', () => {
    const { reserve, extend, pass } = book([chat(100)]);
    reserve('a', 100);
    pass(LASTS - 1);
    extend('a');
    pass(LASTS - 1);
    expect(reserve('b', 1).kind).toBe('refused');
    pass(1);
    extend('a');
    expect(reserve('b', 1).kind).toBe('reserved');
  });

  test('forgets what is over', () => {
    const one = book([run(100), chat(100), chat(100, 'month')]);
    one.reserve('a', 10);
    one.closeRun('r1');
    expect(Object.keys(one.ledger.accounts)).toHaveLength(3);
    one.settle('a', 10);
    one.closeRun('r1');
    expect(Object.keys(one.ledger.accounts)).toHaveLength(2);
    one.reserve('dead', 10, [chat(100)]);
    one.pass(40 * DAY);
    expect(sweep(one.ledger, NOW + 40 * DAY)).toEqual(emptyLedger);
  });
});

describe('played at random', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6];

  test.each(SEEDS)('spent and reserved stay below the limit and nothing leaks (seed %i)', (seed) => {
    const random = randomOf(seed);
    const limits = { run: 50 + random.below(500), chat: 300 + random.below(2_000), user: 500 + random.below(2_000) };
    const budgetsOf = (n: number): Budget[] => [
      run(limits.run, `r${n % 5}`),
      chat(limits.chat),
      { scope: { kind: 'user', id: `u${n % 2}` }, period: 'month', limitMicros: limits.user },
      { scope: { kind: 'workspace', id: 'w' }, period: 'day', limitMicros: null },
    ];
    const one = book([]);
    const open = new Map<string, number>();
    const dead = new Set<string>();
    let cost = 0;
    let refused = 0;
    for (let n = 0; n < 400; n++) {
      one.pass(random.below(20_000));
      const ids = [...open.keys()];
      const id = ids[random.below(ids.length)];
      switch (
        random.one(['reserve', 'reserve', 'reserve', 'settle', 'settle', 'release', 'crash', 'extend'] as const)
      ) {
        case 'reserve': {
          const result = one.reserve(`j${n}`, random.below(120), budgetsOf(n));
          if (result.kind === 'reserved') open.set(`j${n}`, result.micros);
          else refused += 1;
          break;
        }
        case 'settle': {
          const micros = id === undefined ? undefined : open.get(id);
          if (id === undefined || micros === undefined || dead.has(id)) break;
          // Alive, hence not expired.
          const actual = random.below(micros + 1);
          cost += one.ledger.reservations[id]?.expired === false ? actual : 0;
          if (one.ledger.reservations[id]?.expired === false) one.settle(id, actual);
          open.delete(id);
          break;
        }
        case 'release':
          if (id !== undefined && !dead.has(id)) {
            one.release(id);
            open.delete(id);
          }
          break;
        case 'crash':
          if (id !== undefined) dead.add(id);
          break;
        case 'extend':
          for (const alive of ids) if (!dead.has(alive)) one.extend(alive);
      }
      const held = Object.values(one.ledger.reservations).filter(({ expired }) => !expired);
      const wrong = Object.entries(one.ledger.accounts).filter(([name, account]) => {
        const own = held.filter(({ accounts }) => accounts.includes(name));
        const total = account.spentMicros + account.reservedMicros;
        return (
          account.reservedMicros !== own.reduce((sum, { micros }) => sum + micros, 0) ||
          !Number.isSafeInteger(account.spentMicros) ||
          account.spentMicros < 0 ||
          (account.limitMicros !== null && total > account.limitMicros)
        );
      });
      expect(wrong).toEqual([]);
    }
    expect(refused).toBeGreaterThan(0);
    const after = sweep(one.ledger, NOW + 400 * 20_000 + LASTS);
    const accounts = Object.values(after.accounts);
    expect(accounts.every(({ reservedMicros }) => reservedMicros === 0)).toBe(true);
    const all = accounts.filter(({ scope }) => scope.kind === 'workspace');
    expect(all.reduce((sum, { spentMicros }) => sum + spentMicros, 0)).toBe(cost);
  });
});
