import type { ModelEvent, ToolCall } from '../providers/provider.ts';
import { createRedactor, type Sought, withoutSecrets } from './redactor.ts';

/**
 * What a model writes, without the secrets that must not leave: text and thoughts have them taken out, a call that held
 * one is marked `withheld` and holds it no more, and what its provider wants back unchanged is dropped, since it holds the
 * same. `onFound` hears of it once.
 */
export async function* keepSecrets(
  events: AsyncIterable<ModelEvent>,
  sought: Sought,
  onFound: () => void,
): AsyncGenerator<ModelEvent> {
  const text = createRedactor(sought);
  const thought = createRedactor(sought);
  let inCalls = false;
  let isTold = false;

  function isFound(): boolean {
    const found = inCalls || text.found() || thought.found();
    if (found && !isTold) {
      isTold = true;
      onFound();
    }
    return found;
  }

  function* rest(): Generator<ModelEvent> {
    const [said, thoughts] = [text.end(), thought.end()];
    if (thoughts !== '') yield { type: 'thought', text: thoughts };
    if (said !== '') yield { type: 'text', text: said };
  }

  for await (const event of events) {
    switch (event.type) {
      case 'text':
      case 'thought': {
        const shown = (event.type === 'text' ? text : thought).push(event.text);
        isFound();
        if (shown !== '') yield { ...event, text: shown };
        break;
      }
      case 'call': {
        yield* rest();
        const call = checked(event.call, sought);
        inCalls ||= call.withheld === true;
        isFound();
        yield { ...event, call };
        break;
      }
      case 'source': {
        const url = withoutSecrets(event.source.url, sought);
        // An address that holds one leads it out.
        if (url === event.source.url) {
          yield { ...event, source: { url, title: withoutSecrets(event.source.title, sought) } };
        } else {
          inCalls = true;
          isFound();
        }
        break;
      }
      case 'done':
        yield* rest();
        yield isFound() ? { ...event, kept: null } : event;
        break;
      default:
        yield event;
    }
  }
}

function checked(call: ToolCall, sought: Sought): ToolCall {
  const text = withoutSecrets(call.text, sought);
  const written = call.input === null ? '' : JSON.stringify(call.input);
  const clean = withoutSecrets(written, sought);
  if (text === call.text && clean === written) return call;
  // What is taken out can be taken out of the middle of JSON that is none then.
  return { ...call, text, input: clean === written ? call.input : parsed(clean), withheld: true };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return {};
  }
}
