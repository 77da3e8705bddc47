import type { ToolCard } from '../../shared/toolCard.ts';

/** Until somebody has decided; what follows from that may take a moment. */
export function isWaiting({ state, approval }: ToolCard): boolean {
  return state === 'waiting' && (approval?.decision ?? null) === null;
}
