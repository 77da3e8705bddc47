import { setImmediate as turn } from 'node:timers/promises';
import * as z from 'zod';
import type { Tool } from '../tool.ts';
import { readExpression } from './expression.ts';

const Calculation = z.object({
  expressions: z.array(z.string().trim().min(1).max(500)).min(1).max(20).describe('One calculation each'),
  decimals: z.int().min(0).max(30).optional().describe('Also round to so many decimals, halves away from zero'),
});
export type Calculation = z.infer<typeof Calculation>;

/** For all expressions of a call together; worked out in well under a second. */
const WORK = 400_000;

/** Arithmetic that is exact where it can be, with functions and units. */
export function calculator(): Tool<Calculation> {
  return {
    name: 'calculate',
    about: [
      'Calculates exactly: use it for any arithmetic instead of working it out yourself. `expressions` are independent of each other, without variables.',
      'Operators + - * / ^ % ! mod, comparisons, brackets. "80 + 19%" adds 19 % of 80; "19% of 80".',
      'Functions: sqrt cbrt abs round(x, decimals) floor ceil trunc exp ln log(x, base) log10 log2 sin cos tan asin acos atan atan2 (radians, or sin(30 deg)) min max sum mean median std variance gcd lcm factorial combinations(n, k) permutations(n, k) hypot. Constants pi, e, speedOfLight, planckConstant, avogadro, boltzmann, gasConstant, gravitationConstant.',
      'Units: "3.5 km to m", "90 km/h to m/s", "20 degC to degF", "2 GiB to MB", "1 kWh to MJ". No currencies, no dates.',
      'Says "=" for an exact result and "≈" for a rounded one.',
    ].join('\n'),
    effect: 'read',
    input: Calculation,
    limits: { timeMs: 10_000, characters: 20_000 },
    async run({ expressions, decimals }, { signal }) {
      // The library is large, and most answers need no calculator.
      const [{ evaluate }, { show }] = await Promise.all([import('./evaluate.ts'), import('./show.ts')]);
      const work = { left: WORK };
      const lines: string[] = [];
      let answered = 0;
      for (const expression of expressions) {
        if (signal.aborted)
          return { kind: 'failed', failure: 'timeout', text: 'Stopped before all of it was worked out.' };
        const reading = readExpression(expression);
        const outcome = reading.kind === 'read' ? evaluate(reading.text, work) : reading;
        const understood = reading.kind === 'read' && reading.text !== expression ? ` (read as ${reading.text})` : '';
        if (outcome.kind === 'value') answered += 1;
        const came = outcome.kind === 'value' ? show(outcome.value, decimals) : `: not calculated, ${outcome.why}`;
        lines.push(`${expression}${understood} ${came}`.replace(' :', ':'));
        await turn();
      }
      const text = lines.join('\n');
      return answered > 0 ? { kind: 'done', text, fromOutside: false } : { kind: 'failed', failure: 'bad-input', text };
    },
  };
}
