import type { ImageMaker, ImageRequest } from '../../providers/imageMaker.ts';
import type { ProviderError } from '../../providers/provider.ts';
import type { Trace, TraceSpan } from '../../run/tracer.ts';
import { Held } from '../limits/held.ts';

/** The tries at one model as they are traced: what they cost together stands at the last of them. */
export type TracedTries = {
  begin(attempt: number): void;
  again(error: ProviderError, retryInMs: number): void;
  end(fault: string | null, costMicros: number | null): void;
};

/** Each try becomes a span of its own. */
export function tracedTries(
  { providerId: provider, model }: ImageMaker,
  { prompt }: ImageRequest,
  trace?: Trace,
): TracedTries {
  let span: TraceSpan | undefined;
  const input = [{ role: 'user' as const, parts: [{ type: 'text' as const, content: prompt }] }];
  const texts = () => ({ of: 'model' as const, input, output: [] });
  return {
    begin(attempt) {
      span = trace?.begin({ kind: 'model', provider, model, tier: null, attempt, round: 0, draws: true });
    },
    again(error, retryInMs) {
      span?.end({ error: error.fault, retryInMs, texts, ...(error instanceof Held && { held: true }) });
    },
    end(fault, costMicros) {
      const ended = fault === 'aborted' ? { stopped: true } : fault === null ? {} : { error: fault };
      span?.end({ ...ended, costMicros, texts });
    },
  };
}
