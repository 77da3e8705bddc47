import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Candidate } from '../../models/candidate.ts';
import { answer } from '../../models/chain.ts';
import type { Fault } from '../../providers/provider.ts';
import { createScripted, type ScriptStep } from '../../providers/scripted.ts';
import { candidateFor, modelsWith, quickClock, recordedLog } from '../../testing/parts.ts';
import { NO_ASIDES } from './asides.ts';
import { runLoop } from './loop.ts';
import { keptPorts } from './testing/loopParts.ts';

const faults: Fault[] = [
  'rate-limited',
  'out-of-credit',
  'overloaded',
  'unreachable',
  'timeout',
  'bad-key',
  'refused',
  'too-long',
  'cut-short',
  'internal',
  'bad-request',
  'aborted',
];

const step: fc.Arbitrary<ScriptStep> = fc.oneof(
  fc.record({ text: fc.constantFrom('', 'One ', 'two.', '\n') }),
  fc.record({ wait: fc.constant(10) }),
  fc.record({ fail: fc.constantFrom(...faults) }),
  fc.record({ throw: fc.constant('nonsense') }),
  fc.record({ usage: fc.record({ inputTokens: fc.nat(9), outputTokens: fc.nat(9) }) }),
  fc.record({ finish: fc.constantFrom('complete', 'length', 'refused') }),
  fc.record({ end: fc.constant('early' as const) }),
);

/** For each model what it does when it is asked for the first, second … time. */
const plays = fc.array(fc.array(fc.array(step, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), { maxLength: 3 });

function surroundings(scripts: readonly (readonly ScriptStep[][])[]) {
  const clock = quickClock();
  const log = recordedLog();
  const models = modelsWith([]);
  const pieces: string[] = [];
  const candidates = scripts.map((times, at): Candidate => {
    const script = (_: unknown, call: number) => times[(call - 1) % times.length] ?? [];
    const provider = createScripted(script, { id: at === 0 ? 'anthropic' : 'openai', clock });
    const model = at === 0 ? 'claude-opus-5-5' : `model-${at}`;
    return candidateFor(provider, model);
  });
  const request = {
    candidates,
    prompt: () => ({ system: 'system', turns: [] }),
    maxOutputTokens: 1000,
    signal: new AbortController().signal,
    onText: (text: string) => void pieces.push(text),
  };
  const ports = { models, clock, log, random: () => 0.5 };
  const seen = () => ({ pieces, waits: clock.waits, successes: models.successes, failures: models.failures.length });
  return { request, ports, seen };
}

test('without tools, everything is as one answer of one model after the other', async () => {
  await fc.assert(
    fc.asyncProperty(plays, fc.constantFrom('', 'One '), async (scripts, soFar) => {
      const one = surroundings(scripts);
      const expected = await answer({ ...one.request, soFar }, one.ports);
      const other = surroundings(scripts);
      const more = {
        stepId: 's',
        tools: [],
        asides: NO_ASIDES,
        tainted: false,
        named: [],
        timeZone: 'UTC',
        language: 'en',
      } as const;
      const { result } = await runLoop({ ...other.request, ...more, soFar }, other.ports, keptPorts());
      expect(result).toEqual(expected);
      expect(other.seen()).toEqual(one.seen());
    }),
    { numRuns: 300 },
  );
});
