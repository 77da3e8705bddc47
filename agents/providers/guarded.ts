import { classify } from './classify.ts';
import { createSeam } from './continuation.ts';
import { countable } from './countable.ts';
import { type Patience, watchOver } from './patience.ts';
import { type ModelEvent, type ModelRequest, ProviderError } from './provider.ts';

export type Done = Extract<ModelEvent, { type: 'done' }>;

/** Turns a vendor's events into ours; `end` is the answer's ending once the vendor has said that it is complete. */
export type Reader<E> = { read(event: E): readonly ModelEvent[]; end(): Done | null };

export type Guarded<E> = {
  request: ModelRequest;
  patience: Patience;
  secrets: readonly string[];
  open(signal: AbortSignal): PromiseLike<AsyncIterable<E>>;
  reader: Reader<E>;
};

/**
 * What every vendor's stream needs: patience, faults as ours, no repetition after `soFar`, counts that can be paid for,
 * and an ending only where the vendor sent one. A stream that just ends is `cut-short`; one that breaks after its ending is
 * complete all the same.
 */
export async function* guarded<E>({
  request,
  patience,
  secrets,
  open,
  reader,
}: Guarded<E>): AsyncGenerator<ModelEvent> {
  const watch = watchOver(request.signal, patience);
  const seam = createSeam(request.soFar);
  try {
    for await (const event of await open(watch.signal)) {
      watch.alive();
      for (const read of reader.read(event)) {
        // A call ends what was written before it.
        const text = read.type === 'text' ? seam.push(read.text) : read.type === 'call' ? seam.end() : '';
        if (text !== '') yield { type: 'text', text };
        if (read.type === 'usage') {
          const usage = countable(read.usage);
          if (usage !== null) yield { type: 'usage', usage };
        } else if (read.type !== 'text') yield read;
      }
    }
  } catch (error) {
    if (reader.end() === null) throw faultOf(error, request, watch.timedOut, secrets);
  } finally {
    watch.end();
  }
  const done = reader.end();
  if (done === null)
    throw faultOf(new ProviderError('cut-short', 'The stream ended early.'), request, watch.timedOut, secrets);
  const rest = seam.end();
  if (rest !== '') yield { type: 'text', text: rest };
  yield { ...done, usage: countable(done.usage) };
}

/** Runs a short question to a provider under the same rules for faults. */
export async function asked<T>(work: Promise<T>, signal: AbortSignal, secrets: readonly string[]): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) throw abortFault(signal);
    throw classify(error, secrets);
  }
}

function faultOf(error: unknown, request: ModelRequest, timedOut: boolean, secrets: readonly string[]): ProviderError {
  if (request.signal.aborted) return new ProviderError('aborted', 'Stopped.');
  if (timedOut) return new ProviderError('timeout', 'The provider kept silent for too long.');
  return classify(error, secrets);
}

function abortFault(signal: AbortSignal): ProviderError {
  const timedOut = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return timedOut
    ? new ProviderError('timeout', 'The provider kept silent for too long.')
    : new ProviderError('aborted', 'Stopped.');
}
