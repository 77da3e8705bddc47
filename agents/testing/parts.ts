import type { RunOrder, StepOrder } from '../engines/engine.ts';
import { builtIn } from '../models/catalog/builtIn.ts';
import { merge } from '../models/catalog/merge.ts';
import { type Candidate, candidateOf, undescribed } from '../models/candidate.ts';
import { modelName } from '../models/modelName.ts';
import type { Models } from '../models/models.ts';
import type { Provider, ProviderError } from '../providers/provider.ts';
import type { Clock } from '../run/clock.ts';
import type { Log } from '../run/log.ts';

export type RecordedLog = Log & {
  readonly lines: { level: string; message: string; fields: Record<string, unknown> }[];
};

/** A log that keeps its lines. */
export function recordedLog(): RecordedLog {
  const lines: RecordedLog['lines'] = [];
  const at = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void lines.push({ level, message, fields });
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}

/** A clock on which waiting takes no time but is counted. */
export function quickClock(): Clock & { readonly waits: number[] } {
  let time = 1_000_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    async sleep(ms) {
      waits.push(ms);
      time += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export type RecordedModels = Models & {
  readonly failures: { providerId: string; error: ProviderError }[];
  readonly successes: string[];
};

/** Providers as if configured; `listed` says which models they are known to offer, `own` which stand at an address of their owner. */
export function modelsWith(
  providers: readonly Provider[],
  listed: Record<string, string[]> = {},
  own: readonly string[] = [],
): RecordedModels {
  const failures: RecordedModels['failures'] = [];
  const successes: string[] = [];
  return {
    failures,
    successes,
    providers: () => providers,
    known: () => knownOf(listed, own),
    failed: (providerId, error) => void failures.push({ providerId, error }),
    succeeded: (providerId) => void successes.push(providerId),
  };
}

/** What is known of models where these are listed. */
export function knownOf(listed: Readonly<Record<string, readonly string[]>>, own: readonly string[] = []) {
  const lists = Object.entries(listed).map(([provider, ids]) => ({
    ...{ provider, own: own.includes(provider) },
    models: ids.map((id) => ({ id })),
  }));
  return merge(builtIn, lists, '2026-11-21');
}

/** A model as it would be asked, as the catalog describes it if it does. */
export function candidateFor(provider: Provider, model: string): Candidate {
  const known = knownOf({}).find(({ name }) => name === modelName(provider.id, model));
  return known === undefined ? undescribed(provider, model) : candidateOf(provider, known);
}

export function stepOf(agentId: string, more: Partial<StepOrder> = {}): StepOrder {
  return { stepId: `step-${agentId}`, agentId, messageId: `message-${agentId}`, soFar: '', recorded: null, ...more };
}

export function orderOf(agentIds: readonly string[], more: Partial<RunOrder> = {}): RunOrder {
  return {
    runId: 'run',
    chatId: 'chat',
    request: { messageId: 'request', senderId: 'anna', senderName: 'Anna', text: 'Tell me about bees' },
    asker: { id: 'anna', timeZone: 'Europe/Berlin' },
    context: [],
    chat: { kind: 'group', title: 'Hive', goal: '', instructions: '' },
    agentIds,
    steps: agentIds.map((id) => stepOf(id)),
    undecided: false,
    consolidation: null,
    ...more,
  };
}
