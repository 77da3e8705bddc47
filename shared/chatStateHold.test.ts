import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatState } from './chatState.ts';
import { applyChange, applyPage, applySync } from './chatStateApply.ts';
import { holdChat } from './chatStateHold.ts';
import { streaming } from './chatStateView.ts';
import type { MessagePage } from './http.ts';
import { ChatHistory } from './testing/history.ts';

function historyOf(messages: number): ChatHistory {
  const history = new ChatHistory();
  for (let at = 0; at < messages; at++) history.apply({ kind: 'send', sender: at, answer: false });
  return history;
}

function known(history: ChatHistory): ChatState {
  const state = applySync(undefined, history.sync(0));
  if (!state) throw new Error('nothing was synced');
  return state;
}

function expectTrue(state: ChatState, history: ChatHistory): void {
  const seqs = state.order.map((id) => state.messages[id]?.seq ?? Number.NaN);
  expect(seqs).toEqual(
    state.stretches.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  );
  expect(state.order).toHaveLength(Object.keys(state.messages).length);
  for (const seq of seqs)
    expect(state.messages[history.messages[seq - 1]?.id ?? '']).toEqual(history.messages[seq - 1]);
  for (const [from, to] of state.stretches.slice(1).map((each, at) => [state.stretches[at]?.to ?? 0, each.from])) {
    expect(to).toBeGreaterThan((from ?? 0) + 1);
  }
}

describe('what a chat holds', () => {
  test.each([
    [300, undefined, [{ from: 201, to: 300 }]],
    [
      300,
      150,
      [
        { from: 101, to: 200 },
        { from: 251, to: 300 },
      ],
    ],
    [
      300,
      5,
      [
        { from: 1, to: 100 },
        { from: 251, to: 300 },
      ],
    ],
    [300, 230, [{ from: 181, to: 300 }]],
    [300, 299, [{ from: 201, to: 300 }]],
    [300, 999, [{ from: 201, to: 300 }]],
    [100, 5, [{ from: 1, to: 100 }]],
  ])('of %i messages, read at %s, is %j', (messages, at, stretches) => {
    const history = historyOf(messages);
    const state = holdChat(known(history), { most: 100, at });
    expect(state.stretches).toEqual(stretches);
    expect(state).toMatchObject({ lastSeq: messages, version: history.version });
    expectTrue(state, history);
  });

  test('has what is being written and what is named, wherever it stands', () => {
    const history = historyOf(10);
    history.apply({ kind: 'send', sender: 0, answer: true });
    for (let at = 0; at < 200; at++) history.apply({ kind: 'send', sender: 0, answer: false });
    const before = known(history);
    const ids = new Set(history.messages.slice(2, 3).map(({ id }) => id));
    const state = holdChat(before, { most: 60, ids });
    expect(state.stretches).toEqual([
      { from: 3, to: 3 },
      { from: 12, to: 12 },
      { from: 153, to: 212 },
    ]);
    expect(streaming(state)).toEqual(streaming(before));
    expect(Object.keys(state.runs)).toHaveLength(1);
  });

  test('stays the same while it is little', () => {
    const state = known(historyOf(100));
    expect(holdChat(state, { most: 100 })).toBe(state);
  });
});

/** What a client may meet; a page is asked with `ask` and arrives with `page`, changes happen in between. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('edit', 'delete', 'finish'), pick: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('send' as const), sender: fc.nat(5), answer: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), before: fc.integer({ min: 20, max: 60 }) }) },
  { weight: 3, arbitrary: fc.constant({ kind: 'page' as const }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('hold' as const), at: fc.integer({ min: 1, max: 150 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sync' as const), rows: fc.integer({ min: 2, max: 30 }) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'receive' as const }) },
);

test('what is forgotten and fetched again is true, whatever changes in between', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const history = historyOf(120);
      let state = holdChat(known(history), { most: 60 });
      let page: MessagePage | undefined;
      const receive = (): void => {
        for (const change of history.changes.slice(state.version)) {
          const outcome = applyChange(state, change);
          if (outcome.kind === 'applied') state = outcome.state;
        }
      };
      for (const each of steps) {
        switch (each.kind) {
          case 'ask':
            page ??= history.page(each.before, 20);
            break;
          case 'page':
            if (page) state = applyPage(state, page);
            page = undefined;
            break;
          case 'hold':
            if (!page) state = holdChat(state, { most: 60, at: each.at });
            break;
          case 'sync': {
            const answer = history.sync(state.version, each.rows);
            // As the client does: a page asked before something was forgotten is asked again.
            if (answer.limited) page = undefined;
            state = applySync(state, answer) ?? state;
            break;
          }
          case 'receive':
            receive();
            break;
          default:
            history.apply(each);
        }
      }
      receive();
      expectTrue(state, history);
      expect(state.lastSeq).toBe(history.messages.length);
      for (const message of streaming(state)) expect(message.status).toBe('streaming');
    }),
    { numRuns: 1000 },
  );
});
