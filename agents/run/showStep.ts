import type { StepState, StepTool } from '../../shared/run.ts';
import type { Clock } from './clock.ts';
import type { CallCard } from './loop/ports.ts';

/** How often people hear of the progress of one call. */
const EVERY_MS = 200;

export type ShownStep = {
  reading(): void;
  thinking(): void;
  writing(): void;
  call(card: CallCard): void;
  /** There is no room at this provider yet, and there may be in so many milliseconds. */
  inLine(providerId: string, waitMs: number): void;
  /** What was written is not good enough, and this model is asked. */
  anew(model: string): void;
};

/** What stands in a tool's place while a step waits for room. */
const IN_LINE = 'wait_for_room';
/** And while another model is asked for an answer that failed its checks. */
const ANEW = 'ask_better_model';

/**
 * Tells what a step does, each change once: it reads, thinks, writes, or uses what it began last and has not ended. Progress is
 * told no oftener than people can follow.
 */
export function showStep(tell: (state: StepState, tool?: StepTool) => void, clock: Pick<Clock, 'now'>): ShownStep {
  let said: StepState | null = null;
  const using = new Map<string, StepTool>();
  let toldAt = -Infinity;

  function say(state: 'reading' | 'thinking' | 'writing'): void {
    if (said === state) return;
    said = state;
    tell(state);
  }

  function sayUsing(tool: StepTool): void {
    said = 'using';
    toldAt = clock.now();
    tell('using', tool);
  }

  return {
    reading: () => say('reading'),
    thinking: () => say('thinking'),
    writing: () => say('writing'),
    inLine(providerId, waitMs) {
      const what = `${providerId}, ${Math.ceil(waitMs / 1000)} s`;
      sayUsing({ key: IN_LINE, tool: IN_LINE, share: null, what });
    },
    anew: (model) => sayUsing({ key: ANEW, tool: ANEW, share: null, what: model }),
    call({ key, tool, state }) {
      switch (state.kind) {
        case 'begun':
          using.set(key, { key, tool, share: null, what: '' });
          sayUsing({ key, tool, share: null, what: '' });
          return;
        case 'progress': {
          if (!using.has(key)) return;
          const now = { key, tool, share: state.share, what: state.what };
          using.set(key, now);
          if (clock.now() - toldAt >= EVERY_MS) sayUsing(now);
          return;
        }
        case 'stopped':
        case 'ended': {
          using.delete(key);
          const other = [...using.values()].at(-1);
          if (other !== undefined) {
            sayUsing(other);
            return;
          }
          // That it waited for a person was not told from here.
          said = null;
          say('reading');
        }
      }
    },
  };
}
