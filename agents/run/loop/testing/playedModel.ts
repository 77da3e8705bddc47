import {
  type Fault,
  type ModelEvent,
  type ModelRequest,
  type Provider,
  ProviderError,
  type Usage,
} from '../../../providers/provider.ts';

export type Played = ModelEvent | { type: 'fail'; fault: Fault } | { type: 'early-end' } | { type: 'hang' };

export type PlayedModel = Provider & { readonly asked: readonly ModelRequest[] };

export const USAGE: Usage = { inputTokens: 100, outputTokens: 10 };

export function says(text: string): Played {
  return { type: 'text', text };
}

let ids = 0;

export function calls(name: string, input: unknown, more: { id?: string; text?: string } = {}): Played {
  ids += 1;
  const { id = `id${ids}`, text = JSON.stringify(input) } = more;
  return { type: 'call', call: { id, name, input, text } };
}

export function fails(fault: Fault): Played {
  return { type: 'fail', fault };
}

/** A model that plays a turn by how many rounds there were; it ends by itself where the turn does not. */
export function playedModel(
  turns: readonly (readonly Played[])[] | ((request: ModelRequest, times: number) => readonly Played[]),
  { id = 'anthropic', kept }: { id?: string; kept?: unknown } = {},
): PlayedModel {
  const asked: ModelRequest[] = [];
  return {
    id,
    demo: false,
    asked,
    models: () => Promise.resolve([]),
    async *stream(request) {
      asked.push(request);
      const turn = typeof turns === 'function' ? turns(request, asked.length) : turns[request.rounds?.length ?? 0];
      if (turn === undefined) throw new Error('There is no such turn in the play.');
      for (const step of turn) {
        if (request.signal.aborted) throw new ProviderError('aborted', 'Stopped.');
        if (step.type === 'fail') throw new ProviderError(step.fault, 'As it is written.');
        if (step.type === 'early-end') return;
        if (step.type === 'hang') await aborted(request.signal);
        else yield step;
        if (step.type === 'done') return;
      }
      if (request.signal.aborted) throw new ProviderError('aborted', 'Stopped.');
      const finish = turn.some(({ type }) => type === 'call') ? 'calls' : 'complete';
      const own = kept === undefined ? null : { provider: id, model: request.model, content: kept };
      yield { type: 'done', finish, usage: USAGE, model: request.model, kept: own };
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
