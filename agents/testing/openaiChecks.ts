import { encryptedOf } from './openaiPlay.ts';
import { type Body, listOf, looseObject, textOf } from './vendorPlay.ts';

const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** What the Responses API has to say against a request, in its words; null where it answers. */
export function openAiComplaint(body: Body): string | null {
  const input = listOf(body.input);
  return (
    [
      ...input.map((_, index) => aboutItem(input, index)),
      aboutCalls(input),
      aboutTools(body),
      aboutReasoning(body),
      aboutFormat(body),
    ].find((complaint) => complaint !== null) ?? null
  );
}

function aboutItem(input: readonly Body[], index: number): string | null {
  const item = input[index];
  if (item?.type === 'function_call') {
    if (!NAME.test(textOf(item.name))) return `Invalid 'input[${index}].name': string does not match pattern.`;
    if (textOf(item.call_id).length > 64) return `Invalid 'input[${index}].call_id': string too long.`;
  }
  if (item?.type !== 'reasoning') return null;
  const id = textOf(item.id);
  const summary = listOf(item.summary)
    .map((part) => textOf(part.text))
    .join('');
  if (item.encrypted_content === undefined) return `Item with id '${id}' not found. Items are not persisted.`;
  if (item.encrypted_content !== encryptedOf(id, summary))
    return `The encrypted content for item ${id} could not be verified.`;
  const next = input[index + 1];
  const isFollowed =
    next !== undefined && (next.type === 'function_call' || next.type === 'reasoning' || next.role === 'assistant');
  return isFollowed ? null : `Item '${id}' of type 'reasoning' was provided without its required following item.`;
}

function aboutCalls(input: readonly Body[]): string | null {
  const open = new Set<unknown>();
  const answered = new Set<unknown>();
  for (const item of input) {
    if (item.type === 'function_call') open.add(item.call_id);
    if (item.type !== 'function_call_output') continue;
    const id = textOf(item.call_id);
    if (!open.has(id)) return `No tool call found for function call output with call_id ${id}.`;
    if (answered.has(id)) return `Duplicate function call output with call_id ${id}.`;
    answered.add(id);
  }
  const lost = [...open].find((id) => !answered.has(id));
  return lost === undefined ? null : `No tool output found for function call ${textOf(lost)}.`;
}

function aboutTools({ tools }: Body): string | null {
  const wrong = listOf(tools).find(({ type, name, parameters, strict }) => {
    return type !== 'function' || !NAME.test(textOf(name)) || (strict === true && looseObject(parameters) !== null);
  });
  return wrong === undefined ? null : `Invalid schema for function '${textOf(wrong.name)}'.`;
}

function aboutReasoning({ model, reasoning, include }: Body): string | null {
  const thinks = !/^gpt-[34]/.test(textOf(model));
  if (!thinks && reasoning !== undefined)
    return "Unsupported parameter: 'reasoning.effort' is not supported with this model.";
  if (!thinks && include !== undefined) return 'Encrypted content is not supported with this model.';
  return null;
}

function aboutFormat({ text }: Body): string | null {
  const { format } = (text ?? {}) as { format?: Body };
  if (format === undefined) return null;
  if (!NAME.test(textOf(format.name))) return "Invalid 'text.format.name': string does not match pattern.";
  const loose = format.strict === true ? looseObject(format.schema) : null;
  return loose === null ? null : `Invalid schema for response_format '${textOf(format.name)}': '${loose}'.`;
}
