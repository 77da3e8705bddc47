import type { Choice } from '../queen/rules.ts';
import { QUEEN_ID } from '../../shared/contact.ts';
import type { FirstAnswer } from '../../shared/message.ts';
import type { StepState } from '../../shared/run.ts';
import type { RunPorts, StepOrder, StepResult } from '../engines/engine.ts';
import type { RecordedCall, RecordedTurn } from '../run/loop/ports.ts';
import { stepOf } from './parts.ts';

export type RecordedPorts = RunPorts & {
  /** Text written in this run, by agent; what stood before is not in it. */
  readonly written: Map<string, string>;
  readonly states: Map<string, StepState[]>;
  /** Answers that were put aside, of which others took the place. */
  readonly anew: (FirstAnswer & { agentId: string })[];
  readonly finished: { agentId: string; result: StepResult }[];
  readonly choices: Choice[];
  readonly consolidations: number;
  /** By key. */
  readonly calls: ReadonlyMap<string, RecordedCall>;
  stop(agentId: string): void;
  /** Stops the run, or with the reason HANDOVER hands it over. */
  stopAll(reason?: string): void;
  resultOf(agentId: string): StepResult | undefined;
  /** Settles once the agent has written at least so many characters. */
  wrote(agentId: string, characters?: number): Promise<void>;
};

/** Ports that keep what an engine did, and refuse to end a step twice or to write after its end. */
export function recordedPorts(overrides: Partial<RunPorts> = {}): RecordedPorts {
  const written = new Map<string, string>();
  const states = new Map<string, StepState[]>();
  const anew: RecordedPorts['anew'] = [];
  const finished: RecordedPorts['finished'] = [];
  const choices: RecordedPorts['choices'] = [];
  const turns = new Map<string, RecordedTurn>();
  const calls = new Map<string, RecordedCall>();
  const run = new AbortController();
  const steps = new Map<string, AbortController>();
  const waiting: { agentId: string; characters: number; resolve: () => void }[] = [];
  let consolidations = 0;

  function controller(agentId: string): AbortController {
    const found = steps.get(agentId) ?? new AbortController();
    steps.set(agentId, found);
    return found;
  }
  function ended(step: StepOrder): boolean {
    return finished.some(({ agentId }) => agentId === step.agentId);
  }

  return {
    written,
    states,
    anew,
    finished,
    choices,
    calls,
    get consolidations() {
      return consolidations;
    },
    async chosen(choice) {
      choices.push(choice);
      return choice.agentIds.map((id) => stepOf(id));
    },
    handedOver: async (agentId) => stepOf(agentId),
    async consolidating() {
      consolidations += 1;
      return stepOf(QUEEN_ID);
    },
    state: (step, state) => void states.set(step.agentId, [...(states.get(step.agentId) ?? []), state]),
    write(step, text) {
      if (ended(step)) throw new Error(`${step.agentId} wrote after its end`);
      const whole = (written.get(step.agentId) ?? '') + text;
      written.set(step.agentId, whole);
      for (const one of waiting) if (one.agentId === step.agentId && whole.length >= one.characters) one.resolve();
    },
    async finish(step, result) {
      if (ended(step)) throw new Error(`${step.agentId} ended twice`);
      finished.push({ agentId: step.agentId, result });
    },
    records: (step) => ({
      recordedTurn: async (key) => turns.get(key) ?? null,
      recordTurn: async (key, turn) => void turns.set(key, turn),
      steered: async () => [],
      answerAnew: async (first, text) => {
        anew.push({ agentId: step.agentId, ...first.answer });
        written.set(step.agentId, text);
      },
      keepSpent: async () => {},
      recorded: async (key) => calls.get(key) ?? null,
      record: async (call) => {
        if (ended(step)) throw new Error(`${step.agentId} called after its end`);
        calls.set(call.key, call);
      },
      allow: async () => 'allowed',
      keepFiles: async () => ({ attachments: [], lost: [] }),
    }),
    signal: (step) => AbortSignal.any([run.signal, controller(step.agentId).signal]),
    runSignal: () => run.signal,
    stop: (agentId) => controller(agentId).abort('stopped'),
    stopAll: (reason = 'stopped') => run.abort(reason),
    resultOf: (agentId) => finished.find((one) => one.agentId === agentId)?.result,
    wrote: (agentId, characters = 1) =>
      new Promise((resolve) => {
        if ((written.get(agentId)?.length ?? 0) >= characters) resolve();
        else waiting.push({ agentId, characters, resolve });
      }),
    ...overrides,
  };
}
