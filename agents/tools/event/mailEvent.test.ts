import { expect, test } from 'vitest';
import type { ToolContext } from '../tool.ts';
import { type Mailed, mailEventTool } from './mailEvent.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'Europe/Berlin',
  language: 'de',
  progress: () => {},
};
const asked = { title: 'Review', starts: '2026-07-01T14:00', to: ['Ada', 'Ben'] };

async function mailed(outcome: Mailed, starts = asked.starts) {
  const given: unknown[] = [];
  const tool = mailEventTool(async (one) => (given.push(one), outcome));
  return { given, result: await tool.run({ ...asked, starts }, context) };
}

test('what leaves the house is asked of the person alone, each time', () => {
  const { effect, personal } = mailEventTool(() => Promise.reject(new Error('not called')));
  expect({ effect, personal }).toEqual({ effect: 'dangerous', personal: true });
});

test('the event is named by its title and its time where the person is', async () => {
  const { given, result } = await mailed({ kind: 'sending' });
  expect(given).toEqual([{ title: 'Review', startsAt: Date.UTC(2026, 6, 1, 12), to: ['Ada', 'Ben'], language: 'de' }]);
  expect(result).toMatchObject({ kind: 'done', fromOutside: false });
  expect(result.text).toContain('Ada, Ben');
});

test.each<[Mailed, string]>([
  [{ kind: 'no-event' }, 'not-found'],
  [{ kind: 'not-allowed' }, 'not-allowed'],
  [{ kind: 'too-many' }, 'too-large'],
  [{ kind: 'several' }, 'bad-input'],
  [{ kind: 'unclear', names: ['Ben'], wanting: ['Ada'] }, 'bad-input'],
  [{ kind: 'unclear', names: ['Ben'], wanting: [] }, 'bad-input'],
])('%j says that nothing was sent', async (outcome, failure) => {
  const { result } = await mailed(outcome);
  expect(result).toMatchObject({ kind: 'failed', failure });
  expect(result.text).toMatch(/Nothing was sent\.$/);
  if (outcome.kind === 'unclear') {
    // People can call themselves anything.
    expect(result.fromOutside).toBe(true);
    expect(result.text).toContain(outcome.wanting.length > 0 ? 'These do: Ada.' : 'Nobody here does.');
  }
});

test('a time that is none is refused before', async () => {
  const { given, result } = await mailed({ kind: 'sending' }, '01.07.2026 14:00');
  expect([given, result.kind]).toEqual([[], 'failed']);
});
