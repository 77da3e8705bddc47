import { builtIn } from '../../agents/models/catalog/builtIn.ts';
import { merge } from '../../agents/models/catalog/merge.ts';
import { featuresOf } from '../../agents/models/router/features.ts';
import { route, type RouterState } from '../../agents/models/router/route.ts';
import { roster } from '../../agents/roster/roster.ts';
import { count, median, ms, percentile } from '../figures.ts';
import { flawIn } from '../../agents/run/checks/flawIn.ts';
import type { Row } from '../row.ts';

const MODELS = 300;
const CHARACTERS = 4_000;
const PIECES = [
  'What is the difference between the two hives, and which one should we buy? ',
  'Bitte rechne das nach: 12.5 * 4 + 3 = ? ',
  '\n```ts\nconst bees = hives.map((hive) => hive.bees);\nreturn bees.length;\n```\n',
  'We went there on a Sunday and it rained the whole day; nobody minded. ',
  '\n1. Compare the prices\n2. Write to the keeper\n',
];

const ANSWERED = {
  ...{ finish: 'complete' as const, request: 'What is the difference between the two hives?' },
  ...{ instructions: ['You are brief.'], citations: [], offered: ['search_web'], called: [] },
};

/** Reading a request of 4,000 characters and choosing among 300 models for it, half of them barred by something. */
export const router: Row = {
  name: 'router',
  on: 'once',
  run(_form, { quick }) {
    const described = merge(builtIn, [], '2026-11-21');
    const listed = Array.from({ length: MODELS - described.length }, (_, at) => ({
      id: `house/bee-${at}`,
      contextTokens: 4_000 * (1 + (at % 60)),
    }));
    const candidates = merge(builtIn, [{ provider: 'openrouter', own: false, models: listed }], '2026-11-21');
    if (candidates.length !== MODELS) throw new Error(`there are ${count(candidates.length)} models`);
    const state: RouterState = {
      thresholds: { t1: 0.2, t2: 0.45 },
      rates: new Map(),
      cached: { model: 'anthropic/claude-sonnet-5-5', tokens: 2_000 },
      resting: new Set(candidates.filter((_, at) => at % 9 === 0).map((one) => one.name)),
      budgetMicros: 200_000,
      unknownPrice: 'confirm',
      confirmed: new Set(candidates.filter((_, at) => at % 2 === 0).map((one) => one.name)),
    };
    const rounds = quick ? 500 : 20_000;
    const took: number[] = [];
    for (let round = -rounds / 10; round < rounds; round++) {
      const agent = roster[Math.abs(round) % roster.length];
      if (agent === undefined) throw new Error('there are no agents');
      const text = textOf(Math.abs(round));
      const began = performance.now();
      const { outcome } = route(
        {
          agent,
          choice: null,
          features: featuresOf(text, { tools: round & 3, attachments: round & 1, depth: round & 31 }),
          capabilities: [],
          inputTokens: 3_000,
          maxOutputTokens: agent.maxOutputTokens,
          localOnly: false,
          mayGoCheaper: true,
        },
        candidates,
        state,
      );
      const time = performance.now() - began;
      if (outcome.kind !== 'ask') throw new Error(`the router decided ${outcome.kind}`);
      if (round >= 0) took.push(time);
    }
    const [p50, p95] = [median(took), percentile(took, 0.95)];
    const checked: number[] = [];
    for (let round = -rounds / 10; round < rounds; round++) {
      const text = textOf(Math.abs(round));
      const began = performance.now();
      const flaw = flawIn({ ...ANSWERED, text });
      const time = performance.now() - began;
      if (flaw !== null) throw new Error(`a good answer does not pass: ${flaw}`);
      if (round >= 0) checked.push(time);
    }
    const [check50, check95] = [median(checked), percentile(checked, 0.95)];
    const checks = `checking a cheap answer of ${count(CHARACTERS)} characters`;
    const what = `one decision among ${MODELS} models`;
    return Promise.resolve([
      { what: `${what}, p50`, value: ms(p50), limit: '–', bar: '≤ 1 ms', pass: p50 <= 1 },
      { what: `${what}, p95`, value: ms(p95), limit: '–', bar: '≤ 5 ms', pass: p95 <= 5 },
      { what: `${checks}, p50`, value: ms(check50), limit: '–', bar: '≤ 1 ms', pass: check50 <= 1 },
      { what: `${checks}, p95`, value: ms(check95), limit: '–', bar: '≤ 5 ms', pass: check95 <= 5 },
    ]);
  },
};

/** Another mixture each time, so that nothing is remembered. */
function textOf(seed: number): string {
  let text = `${seed}. `;
  for (let at = seed; text.length < CHARACTERS; at += 1 + (seed % 3)) text += PIECES[at % PIECES.length] ?? '';
  return text;
}
