import type { TraceReader } from '../telemetry/traceReader.ts';
import type { Handlers } from './edge.ts';

export function traceHandlers(traces: TraceReader): Pick<Handlers, 'trace:read' | 'trace:texts'> {
  return {
    'trace:read': (input, { userId }) => traces.read(userId, input),
    'trace:texts': (input, { userId }) => traces.texts(userId, input),
  };
}
