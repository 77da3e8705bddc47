import type { Engine } from '../../agents/engines/engine.ts';

/** Ends what people asked to stop and hands the rest on: for runs that are stopped before anybody works on them. */
export const stopEngine: Engine = {
  id: 'stop',
  async execute(order, ports) {
    const open = [...order.steps, ...(order.consolidation === null ? [] : [order.consolidation])].filter(
      (step) => step.recorded === null,
    );
    const asked = open.filter((step) => ports.signal(step).aborted);
    for (const step of asked) await ports.finish(step, { kind: 'stopped', text: step.soFar, facts: null });
    if (ports.runSignal().aborted) return 'stopped';
    return asked.length < open.length || order.undecided ? 'handed-over' : 'stopped';
  },
};
