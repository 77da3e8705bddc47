import type { Candidate } from '../../models/candidate.ts';
import { type ChainPorts, costOf, type Patience } from '../../models/chain.ts';
import {
  type ModelEvent,
  type ModelRequest,
  ProviderError,
  type ToolCall,
  type Usage,
} from '../../providers/provider.ts';
import { createGate } from '../confirming/gate.ts';
import { isOpen } from '../confirming/ground.ts';
import type { TracedEnd } from '../tracer.ts';
import { modelRequest, type TurnRequest } from './modelRequest.ts';
import type { NamedSource } from './ports.ts';
import type { Spent } from '../../models/budget/spent.ts';
import { modelTexts } from './tracedModel.ts';

export type Done = Extract<ModelEvent, { type: 'done' }>;

type Attempted = {
  added: string;
  heldBack: boolean;
  calls: ToolCall[];
  sources: NamedSource[];
  usage: Usage | null;
  /** The model came to its end, so that its usage is all of it. */
  whole: boolean;
  /** What was sent; null where that could not be made. */
  sent: ModelRequest | null;
  firstAt: number | null;
  ended: Done | { error: ProviderError };
};

/** Asks one model once. Never throws. */
export async function attempt(
  candidate: Candidate,
  request: TurnRequest,
  { ask, clock, patience }: Pick<ChainPorts, 'ask' | 'clock'> & { patience: Patience | undefined },
): Promise<Attempted> {
  const attempted: Attempted = {
    added: '',
    heldBack: false,
    calls: [],
    sources: [],
    ...{ usage: null, whole: false, sent: null, firstAt: null },
    ended: { error: new ProviderError('cut-short', 'The stream ended before the answer did.') },
  };
  const { ground = 'free' } = request;
  const gate = createGate(ground);
  const say = (text: string) => {
    attempted.heldBack = gate.heldBack();
    if (text === '') return;
    attempted.added += text;
    request.onText(text);
  };
  try {
    const asked = modelRequest(candidate, request);
    attempted.sent = asked;
    for await (const event of ask?.(candidate, asked, patience) ?? candidate.provider.stream(asked)) {
      if (event.type !== 'usage') attempted.firstAt ??= clock.now();
      switch (event.type) {
        case 'text':
          say(gate.push(event.text));
          break;
        case 'thought':
          if (isOpen(ground)) request.onThought(event.text);
          break;
        case 'source':
          attempted.sources.push(event.source);
          break;
        case 'call':
          say(gate.end());
          attempted.calls.push(event.call);
          break;
        case 'usage':
          attempted.usage = event.usage;
          break;
        case 'done':
          say(gate.end());
          attempted.usage = event.usage;
          attempted.whole = true;
          if (!isEmpty(event, attempted, request)) attempted.ended = event;
      }
    }
  } catch (cause) {
    const error =
      cause instanceof ProviderError ? cause : new ProviderError('internal', 'The provider failed.', { cause });
    return { ...attempted, ended: { error } };
  }
  return attempted;
}

/** Neither a word in the whole answer nor a call, or an announced call that did not come. */
function isEmpty({ finish }: Done, { added, heldBack, calls }: Attempted, { soFar, saidBefore }: TurnRequest): boolean {
  if (calls.length > 0 || heldBack) return false;
  return finish === 'calls' || (finish === 'complete' && !saidBefore && soFar + added === '');
}

/** Whether it did anything that counts: vendors charge for what they read and thought before the first word, too. */
export function isPaid({ usage, firstAt }: Attempted): boolean {
  return usage !== null || firstAt !== null;
}

/** What was used is only known at the end. */
export function spentIn(candidate: Candidate, { usage, whole }: Attempted): Spent {
  return {
    inputTokens: usage?.inputTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
    costMicros: costOf(candidate, whole ? usage : null),
  };
}

/** What a trace tells of an attempt. */
export function tracedEnd(candidate: Candidate, attempted: Attempted, startedAt: number): TracedEnd {
  const { usage, firstAt, sent, added, calls } = attempted;
  return {
    ...(usage !== null && { usage }),
    // Who did nothing that counts took nothing.
    costMicros: isPaid(attempted) ? spentIn(candidate, attempted).costMicros : 0,
    ...(firstAt !== null && { firstMs: firstAt - startedAt }),
    ...(sent !== null && { texts: () => modelTexts(sent, { text: added, calls }) }),
  };
}
