import * as z from 'zod/mini';
import { Id } from '../ids.ts';
import { Span, SpanTexts } from '../trace.ts';

const SpanId = z.string().check(z.regex(/^[0-9a-f]{16}$/));

/** How runs went: for members of the chat who manage it, and for admins of the workspace among its members. */
export const traceCommands = {
  /** `texts` is whether who asks may read what was said; `more` that there were too many spans to tell. */
  'trace:read': {
    input: z.object({ chatId: Id, runId: Id }),
    output: z.object({ spans: z.array(Span), more: z.boolean(), texts: z.boolean() }),
  },
  /** What a model was sent and answered, or a tool was given and found; admins of the workspace only. */
  'trace:texts': {
    input: z.object({ chatId: Id, runId: Id, spanId: SpanId }),
    output: z.object({ texts: SpanTexts }),
  },
} as const;
