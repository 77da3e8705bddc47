import { assistant } from './assistant.ts';
import type { Specialist } from './agent.ts';
import { business } from './business.ts';
import { coder } from './coder.ts';
import { creative } from './creative.ts';
import { health } from './health.ts';
import { research } from './research.ts';
import { support } from './support.ts';
import { translator } from './translator.ts';

/** The specialists every workspace has, in the order they are shown. */
export const roster: readonly Specialist[] = [
  research,
  coder,
  creative,
  business,
  support,
  assistant,
  translator,
  health,
];

const byIdMap = new Map(roster.map((specialist) => [specialist.id, specialist]));

/** The specialist of that id, or undefined where the roster has none (any more). */
export function specialistById(id: string): Specialist | undefined {
  return byIdMap.get(id);
}
