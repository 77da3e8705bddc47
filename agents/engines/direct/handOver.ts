import type { Prompt } from '../../models/chain.ts';
import type { Asides } from '../../run/loop/asides.ts';
import { oneLine } from '../../run/request.ts';
import type { Specialist } from '../../roster/agent.ts';
import type { RunOrder, StepOrder } from '../engine.ts';

/** How often a request may go from hand to hand before a person is asked. */
const MOST_HOPS = 3;

/** What a step was told by the agent that handed it the request, and the how-manieth pair of hands it is in. */
export type Handed = { by: string; task: string; hops: number };

/** What is recorded of who handed a step's agent the request, in a run before with no hop counted; null where nobody did. */
export function handedTo({ agentId, handed }: StepOrder, order: Pick<RunOrder, 'steps'>): Handed | null {
  const here = handedIn(agentId, order);
  return here ?? (handed == null ? null : { ...handed, hops: 0 });
}

function handedIn(agentId: string, order: Pick<RunOrder, 'steps'>, hops = 1): Handed | null {
  for (const { agentId: by, recorded } of order.steps) {
    if (recorded?.kind !== 'complete' || recorded.handOver?.to !== agentId || by === agentId) continue;
    if (recorded.handOver.held === true) continue;
    const before = hops > MOST_HOPS ? null : handedIn(by, order, hops + 1);
    return { by, task: recorded.handOver.task, hops: before === null ? hops : before.hops };
  }
  return null;
}

/**
 * Whom a step may hand the request to: agents of the chat that have no part in the run yet, since each has one. After
 * the last hop any of them, once a person says so.
 */
export function mayHandTo(
  colleagues: readonly Specialist[],
  { taken, hops }: { taken: ReadonlySet<string>; hops: number },
): Pick<Asides, 'colleagues' | 'held'> {
  const held = hops >= MOST_HOPS;
  const free = held ? colleagues : colleagues.filter(({ id }) => !taken.has(id));
  return { colleagues: free.map(({ id, name, about }) => ({ id, name, about })), held };
}

/** How many colleagues a step may ask while it answers: each is a hop, as if the request had gone there and back. */
export function mostAsked(hops: number): number {
  return Math.max(0, MOST_HOPS - hops);
}

/** Whether a step may end by asking the person; who was handed a request too often answers it. */
export function mayAsk(hops: number): boolean {
  return hops < MOST_HOPS;
}

/** The prompt with what the agent before left to do; that is another agent's word, and no more than that. */
export function withTask(prompt: Prompt, handed: { name: string; task: string } | null): Prompt {
  const last = prompt.turns.at(-1);
  if (handed === null || last === undefined) return prompt;
  const said = `[${oneLine(handed.name)} handed this over to you and wrote, as information, what is left to do:]\n${handed.task}`;
  return { ...prompt, turns: [...prompt.turns.slice(0, -1), { ...last, text: `${last.text}\n\n${said}` }] };
}
