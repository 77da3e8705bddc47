import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatChange } from './chat.ts';
import type { ChatState, Stretch } from './chatState.ts';
import { applyChange, applyPage, applyReceipts, applySync, trimChat } from './chatStateApply.ts';
import { ChatHistory, type Operation } from './testing/history.ts';
import { anna, ben, chatId, chatRow, memberRow, messageRow, uuid } from './testing/rows.ts';

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('send' as const), sender: fc.nat(5), answer: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('edit', 'delete', 'finish', 'rename', 'leave', 'join'),
      pick: fc.nat(50),
    }),
  },
);
const operations = fc.array(operation, { maxLength: 40 });

function run(history: ChatHistory, list: readonly Operation[]): void {
  for (const each of list) history.apply(each);
}

function fresh(history: ChatHistory): ChatState {
  const state = applySync(undefined, history.sync(0));
  if (!state) throw new Error('nothing was synced');
  return state;
}

function receive(state: ChatState, changes: readonly ChatChange[]): ChatState {
  let now = state;
  for (const change of changes) {
    const outcome = applyChange(now, change);
    if (outcome.kind === 'applied') now = outcome.state;
  }
  return now;
}

function stretchesOf(state: ChatState): Stretch[] {
  const stretches: Stretch[] = [];
  for (const id of state.order) {
    const seq = state.messages[id]?.seq ?? Number.NaN;
    const last = stretches.at(-1);
    if (last?.to === seq - 1) last.to = seq;
    else stretches.push({ from: seq, to: seq });
  }
  return stretches;
}

function expectSound(state: ChatState): void {
  expect(state.order.toSorted()).toEqual(Object.keys(state.messages).toSorted());
  const seqs = state.order.map((id) => state.messages[id]?.seq ?? Number.NaN);
  expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  expect(state.stretches).toEqual(stretchesOf(state));
}

describe('changes and syncs lead to what a fresh snapshot says', () => {
  test('when every change comes in order', () => {
    fc.assert(
      fc.property(operations, (list) => {
        const history = new ChatHistory();
        const start = fresh(history);
        run(history, list);
        const state = receive(start, history.changes);
        expect(state).toEqual(fresh(history));
        expectSound(state);
      }),
    );
  });

  test('when changes are dropped, doubled and shuffled before the sync', () => {
    fc.assert(
      fc.property(operations, operations, fc.infiniteStream(fc.nat()), (before, after, chances) => {
        const history = new ChatHistory();
        run(history, before);
        const start = fresh(history);
        run(history, after);
        const chance = (): number => Number(chances.next().value);
        const arriving = history.changes
          .flatMap((change) => Array.from({ length: chance() % 3 }, () => ({ change, at: chance() })))
          .sort((a, b) => a.at - b.at)
          .map(({ change }) => change);
        const received = receive(start, arriving);
        expectSound(received);
        const state = applySync(received, history.sync(received.version));
        expect(state).toEqual(fresh(history));
      }),
    );
  });

  test('when a sync and changes cross each other', () => {
    fc.assert(
      fc.property(operations, operations, operations, (before, between, after) => {
        const history = new ChatHistory();
        run(history, before);
        const start = fresh(history);
        run(history, between);
        const answer = history.sync(start.version);
        run(history, after);
        const ahead = receive(start, history.changes);
        expect(applySync(ahead, answer)).toEqual(fresh(history));
        const behind = applySync(start, answer);
        expect(behind && receive(behind, history.changes)).toEqual(fresh(history));
      }),
    );
  });

  test('when the sync is limited and the rest comes by pages', () => {
    fc.assert(
      fc.property(operations, operations, fc.integer({ min: 1, max: 5 }), (before, after, limit) => {
        const history = new ChatHistory();
        run(history, before);
        const start = fresh(history);
        run(history, after);
        let state = applySync(start, history.sync(start.version, 4));
        if (!state) throw new Error('nothing was synced');
        expectSound(state);
        for (const message of Object.values(state.messages)) {
          expect(message).toEqual(history.messages[message.seq - 1]);
        }
        for (let from = state.stretches.at(-1)?.from ?? 1; from > 1; from = state.stretches.at(-1)?.from ?? 1) {
          state = applyPage(state, history.page(from, limit));
          expectSound(state);
        }
        expect(state).toEqual(fresh(history));
      }),
    );
  });

  test('when pages cross changes', () => {
    fc.assert(
      fc.property(operations, operations, fc.nat(20), (before, after, at) => {
        const history = new ChatHistory();
        run(history, before);
        const start = trimChat(fresh(history), 2);
        const page = history.page(Number.POSITIVE_INFINITY, at);
        run(history, after);
        const pageLast = applyPage(receive(start, history.changes), page);
        const pageFirst = receive(applyPage(start, page), history.changes);
        expect(pageLast).toEqual(pageFirst);
        expectSound(pageLast);
        for (const message of Object.values(pageLast.messages)) {
          expect(message).toEqual(history.messages[message.seq - 1]);
        }
      }),
    );
  });
});

describe('a change', () => {
  const state = fresh(new ChatHistory());

  test('is old at or below the version', () => {
    expect(applyChange(state, { chatId, version: 1 })).toEqual({ kind: 'old' });
    expect(applyChange(state, { chatId, version: 0 })).toEqual({ kind: 'old' });
  });

  test('is a gap further on than the next version', () => {
    expect(applyChange(state, { chatId, version: 3 })).toEqual({ kind: 'gap' });
  });

  test('of nothing visible still counts', () => {
    const outcome = applyChange(state, { chatId, version: 2 });
    expect(outcome).toEqual({ kind: 'applied', state: { ...state, version: 2 } });
  });

  test('counts the people again when members change', () => {
    const left = memberRow(ben, { version: 2, leftAt: 5 });
    const outcome = applyChange(state, { chatId, version: 2, members: [left] });
    expect(outcome.kind === 'applied' && outcome.state.people).toBe(2);
  });

  test('leaves untouched rows as they are', () => {
    const outcome = applyChange(state, { chatId, version: 2, messages: [messageRow(1)] });
    if (outcome.kind !== 'applied') throw new Error(outcome.kind);
    expect(outcome.state.members).toBe(state.members);
    expect(outcome.state.runs).toBe(state.runs);
    expect(outcome.state.chat).toBe(state.chat);
  });

  test('of a message in a hole is known apart', () => {
    const history = new ChatHistory();
    for (let i = 0; i < 10; i++) history.apply({ kind: 'send', sender: 0, answer: false });
    const trimmed = trimChat(fresh(history), 2);
    history.apply({ kind: 'edit', pick: 3 });
    const edited = receive(trimmed, history.changes);
    expect(edited.stretches).toEqual([
      { from: 4, to: 4 },
      { from: 9, to: 10 },
    ]);
  });
});

describe('a sync', () => {
  test('that says nothing new returns the same state', () => {
    const history = new ChatHistory();
    const state = fresh(history);
    expect(applySync(state, history.sync(state.version))).toBe(state);
  });

  test('of an unknown chat without its row is nothing', () => {
    const history = new ChatHistory();
    expect(applySync(undefined, { ...history.sync(0), chat: undefined })).toBeUndefined();
  });

  test('that is limited forgets what may have changed and keeps a hole', () => {
    const history = new ChatHistory();
    for (let i = 0; i < 5; i++) history.apply({ kind: 'send', sender: 0, answer: false });
    const state = fresh(history);
    history.apply({ kind: 'delete', pick: 0 });
    for (let i = 0; i < 10; i++) history.apply({ kind: 'send', sender: 0, answer: false });
    const synced = applySync(state, history.sync(state.version, 4));
    expect(synced?.stretches).toEqual([{ from: 13, to: 15 }]);
    expect(synced?.messages[uuid(0x1001)]).toBeUndefined();
  });

  test('keeps rows that are newer than it', () => {
    const history = new ChatHistory();
    history.apply({ kind: 'send', sender: 0, answer: false });
    const old = { ...history.sync(0), limited: true };
    const state = fresh(history);
    history.apply({ kind: 'send', sender: 0, answer: false });
    const ahead = receive(state, history.changes);
    expect(applySync(ahead, old)).toEqual(ahead);
  });
});

describe('receipts', () => {
  const state = fresh(new ChatHistory());

  test('only grow', () => {
    const first = applyReceipts(state, [{ contactId: anna, delivered: 5, read: 3 }]);
    const second = applyReceipts(first, [{ contactId: anna, delivered: 4, read: 2 }]);
    expect(second).toBe(first);
    const third = applyReceipts(first, [{ contactId: anna, delivered: 1, read: 4 }]);
    expect(third.receipts[anna]).toEqual({ contactId: anna, delivered: 5, read: 4 });
  });

  test('of reading are of delivery too', () => {
    const read = applyReceipts(state, [{ contactId: anna, delivered: 0, read: 3 }]);
    expect(read.receipts[anna]?.delivered).toBe(3);
  });
});

describe('a trimmed chat', () => {
  test('has the newest messages without a hole and their runs', () => {
    const history = new ChatHistory();
    for (let i = 0; i < 6; i++) history.apply({ kind: 'send', sender: 0, answer: true });
    const state = trimChat(fresh(history), 3);
    expect(state.stretches).toEqual([{ from: 10, to: 12 }]);
    expect(
      Object.values(state.runs)
        .map((each) => each.requestId)
        .sort(),
    ).toEqual([uuid(0x1009), uuid(0x100b)]);
    expect(state.lastSeq).toBe(12);
    expectSound(state);
  });

  test('is the same when there is nothing to trim', () => {
    const state = fresh(new ChatHistory());
    expect(trimChat(state, 3)).toBe(state);
    expect(applySync(undefined, { ...new ChatHistory().sync(0), chat: chatRow() })).toEqual(state);
  });
});
