import type { BoardCall, BoardRun, BoardStep } from '../../../shared/board.ts';
import type { Run } from '../../../shared/run.ts';

type Step = Omit<Partial<BoardStep>, 'calls'> & { calls?: readonly Partial<BoardCall>[] };

/** A step of this agent that went well. */
export function boardStep(agentId: string, { calls = [], ...more }: Step = {}): BoardStep {
  return {
    ...{ agentId, messageId: `${agentId}-answer`, kind: 'answer', state: 'done', waitsFor: null, failure: null },
    ...{
      startedAt: 0,
      endedAt: 1_000,
      handedBy: null,
      task: '',
      turns: [],
      costMicros: 0,
      moreCalls: 0,
      hosts: [],
      steers: [],
    },
    passesOnTo: null,
    calls: calls.map((call, at) => ({
      ...{ key: String(at), tool: 'calculate', state: 'done', failure: null, input: '{}', startedAt: 0, endedAt: 1 },
      ...call,
    })),
    ...more,
  };
}

/** A run with these steps. */
export function boardRun(steps: readonly BoardStep[], more: Partial<Run> = {}): BoardRun {
  const run: Run = {
    ...{ id: 'run', chatId: 'chat', requestId: 'request', version: 1, status: 'done', reason: 'mentioned' },
    ...{ explanation: '', askedBy: 'ada', answers: [], costMicros: null, createdAt: 0, finishedAt: 1_000 },
    ...more,
  };
  return { run, request: 'Look at bees', steps: [...steps] };
}
