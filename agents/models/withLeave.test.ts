import { expect, test } from 'vitest';
import { createDemo } from '../providers/demo.ts';
import { ProviderError } from '../providers/provider.ts';
import { createScripted, writing } from '../providers/scripted.ts';
import { candidateFor, recordedLog } from '../testing/parts.ts';
import { type Candidate, undescribed } from './candidate.ts';
import { type Leave, withLeave } from './withLeave.ts';

function leaveAt(now: () => number, mayLeave: () => Promise<boolean>): Leave {
  return { chatId: 'chat', mayLeave, readAt: 0, clock: { now }, log: recordedLog() };
}

async function ask({ provider }: Candidate): Promise<string | null> {
  const { signal } = new AbortController();
  const request = { model: 'm', system: '', turns: [], soFar: '', maxOutputTokens: 100, signal };
  try {
    for await (const event of provider.stream(request)) if (event.type === 'done') return null;
  } catch (error) {
    if (error instanceof ProviderError) return error.fault;
    throw error;
  }
  return 'silence';
}

test('asks nobody for a chat that keeps to local models since it was read', async () => {
  const far = createScripted(writing(['Hi']), { id: 'anthropic' });
  const leave = leaveAt(
    () => 1_000,
    () => Promise.resolve(false),
  );
  expect(await ask(withLeave(candidateFor(far, 'claude-haiku-5-5'), leave))).toBe('aborted');
  expect(far.calls).toEqual([]);
});

test('asks nobody where nobody can say', async () => {
  const far = createScripted(writing(['Hi']), { id: 'anthropic' });
  const log = recordedLog();
  const leave = {
    ...leaveAt(
      () => 1_000,
      () => Promise.reject(new Error('gone')),
    ),
    log,
  };
  expect(await ask(withLeave(candidateFor(far, 'claude-haiku-5-5'), leave))).toBe('internal');
  expect(far.calls).toEqual([]);
  expect(log.lines).toHaveLength(1);
});

test.each([
  { ms: 49, looked: [0, 1, 2] },
  { ms: 50, looked: [1, 2, 3] },
])('looks before each request, but for a first one $ms ms after what it holds was read', async ({ ms, looked }) => {
  const far = createScripted(writing(['Hi']), { id: 'anthropic' });
  let looks = 0;
  const leave = leaveAt(
    () => ms,
    () => {
      looks += 1;
      return Promise.resolve(true);
    },
  );
  const candidate = withLeave(candidateFor(far, 'claude-haiku-5-5'), leave);
  for (const so of looked) {
    expect(await ask(candidate)).toBeNull();
    expect(looks).toBe(so);
  }
  expect(far.calls).toHaveLength(3);
});

test('lets the demo speak, which is here', async () => {
  const demo = undescribed(createDemo(), 'demo');
  const leave = leaveAt(
    () => 1_000,
    () => Promise.resolve(false),
  );
  expect(withLeave(demo, leave)).toBe(demo);
});
