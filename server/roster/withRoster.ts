import type { Engine } from '../../agents/engines/engine.ts';
import type { Roster } from './roster.ts';

/** An engine that knows every agent of a run, and lets only those take part that answer the person who asks. */
export function withRoster(engine: Engine, roster: Pick<Roster, 'know' | 'usableBy'>): Engine {
  return {
    ...engine,
    async execute(order, ports) {
      await roster.know([...order.agentIds, ...order.steps.map(({ agentId }) => agentId)]);
      const usable = new Set(roster.usableBy(order.asker.id).map(({ id }) => id));
      return engine.execute({ ...order, agentIds: order.agentIds.filter((id) => usable.has(id)) }, ports);
    },
  };
}
