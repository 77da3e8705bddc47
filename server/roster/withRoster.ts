import type { Engine, StepOrder } from '../../agents/engines/engine.ts';
import type { Roster } from './roster.ts';

/**
 * An engine that knows every agent of a run, and lets only those take part that answer the person who asks. An agent that
 * was taken from them before it began is stopped; what it has begun it ends.
 */
export function withRoster(engine: Engine, roster: Pick<Roster, 'know' | 'usableBy' | 'isFor'>): Engine {
  return {
    ...engine,
    async execute(order, ports) {
      await roster.know([...order.agentIds, ...order.steps.map(({ agentId }) => agentId)]);
      const usable = new Set(roster.usableBy(order.asker.id).map(({ id }) => id));
      const agentIds = order.agentIds.filter((id) => usable.has(id));
      const steps: StepOrder[] = [];
      for (const step of order.steps) {
        if (step.recorded !== null || step.soFar !== '' || roster.isFor(order.asker.id, step.agentId)) {
          steps.push(step);
          continue;
        }
        const recorded = { kind: 'stopped', text: '', facts: null } as const;
        await ports.finish(step, recorded);
        steps.push({ ...step, recorded });
      }
      return engine.execute({ ...order, agentIds, steps }, ports);
    },
  };
}
