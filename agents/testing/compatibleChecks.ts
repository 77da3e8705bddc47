import { type Body, listOf, textOf } from './vendorPlay.ts';

/** What servers of chat completions have to say against a request; null where they answer. */
export function compatibleComplaint(body: Body): string | null {
  const messages = listOf(body.messages);
  const model = textOf(body.model);
  return (
    messages.map((_, index) => aboutMessage(messages, index, model)).find((complaint) => complaint !== null) ?? null
  );
}

function aboutMessage(messages: readonly Body[], index: number, model: string): string | null {
  const message = messages[index];
  if (message?.role === 'tool' && !['assistant', 'tool'].includes(textOf(messages[index - 1]?.role))) {
    return "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
  }
  if (message?.role !== 'assistant') return null;
  const calls = listOf(message.tool_calls);
  return (
    [
      aboutResults(messages.slice(index + 1), calls),
      ...calls.map((call) => aboutCall(call, model)),
      aboutThoughts(message, model),
    ].find((complaint) => complaint !== null) ?? null
  );
}

function aboutResults(after: readonly Body[], calls: readonly Body[]): string | null {
  const end = after.findIndex((message) => message.role !== 'tool');
  const results = after.slice(0, end === -1 ? undefined : end).map((message) => message.tool_call_id);
  const ids = calls.map((call) => call.id);
  const isPaired = results.length === ids.length && ids.every((id) => results.includes(id));
  return isPaired
    ? null
    : "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.";
}

/** vLLM and llama.cpp read the arguments before they show them to the model. */
function aboutCall(call: Body, model: string): string | null {
  const { name, arguments: json } = (call.function ?? {}) as Body;
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(textOf(name))) return 'Invalid function name.';
  if (model.startsWith('mistral') && !/^[a-zA-Z0-9]{9}$/.test(textOf(call.id))) {
    return `Tool call id was ${textOf(call.id)} but must be a-z, A-Z, 0-9, with a length of 9.`;
  }
  const signed = (call.extra_content as { google?: Body } | undefined)?.google?.thought_signature;
  if (model.startsWith('gemini') && signed === undefined) return 'Function call is missing a thought_signature.';
  try {
    const input: unknown = JSON.parse(textOf(json));
    return typeof input === 'object' && input !== null ? null : 'Can only get item pairs from a mapping.';
  } catch {
    return 'Expecting value: line 1 column 1 (char 0)';
  }
}

/** DeepSeek wants its thoughts back with the calls to which they led. */
function aboutThoughts(message: Body, model: string): string | null {
  if (!model.startsWith('deepseek') || listOf(message.tool_calls).length === 0) return null;
  return message.reasoning_content === undefined ? 'Missing `reasoning_content` field in the assistant message.' : null;
}
