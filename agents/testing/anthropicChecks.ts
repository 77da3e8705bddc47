import { contentOf, signatureOf } from './anthropicPlay.ts';
import { type Body, listOf, looseObject, textOf } from './vendorPlay.ts';

const NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const ALWAYS_THINK = /fable|mythos|opus-5-5/;

/** What Anthropic's API has to say against a request, in its words; null where it answers. */
export function anthropicComplaint(body: Body): string | null {
  const messages = listOf(body.messages);
  return (
    [
      aboutTurns(messages),
      aboutTools(body, messages),
      ...messages.map((message, index) => aboutContent(message, index)),
      ...messages.map((_, index) => aboutCalls(messages, index)),
      aboutThoughts(body, messages),
      aboutThinking(body, messages),
      aboutMarks(body, messages),
      aboutFormat(body),
    ].find((complaint) => complaint !== null) ?? null
  );
}

function aboutTurns(messages: readonly Body[]): string | null {
  if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  const last = messages.at(-1);
  return last?.role === 'assistant' ? 'This model does not support assistant message prefill.' : null;
}

function aboutTools(body: Body, messages: readonly Body[]): string | null {
  const tools = listOf(body.tools);
  const wrong = tools.find(({ name, input_schema }) => {
    return !NAME.test(textOf(name)) || (input_schema as Body | undefined)?.type !== 'object';
  });
  if (wrong !== undefined) return 'tools.0.custom.input_schema.type: Field required';
  if (new Set(tools.map((tool) => tool.name)).size < tools.length) return 'tools: Tool names must be unique.';
  const called = messages.flatMap((message) => callsIn(message));
  if (called.length > 0 && tools.length === 0) {
    return 'Requests which have `tool_use` or `tool_result` blocks in the conversation must define tools.';
  }
  if (new Set(called.map((call) => call.id)).size < called.length) return 'messages: `tool_use` ids must be unique';
  const choice = (body.tool_choice as Body | undefined)?.type;
  return choice === 'any' || choice === 'tool' ? 'tool_choice: forced tool use is not supported for this model' : null;
}

function aboutContent(message: Body, index: number): string | null {
  const blocks = contentOf(message.content);
  if (blocks.length === 0) return `messages.${index}: all messages must have non-empty content`;
  for (const block of blocks) {
    if (block.type === 'text' && textOf(block.text).trim() === '')
      return 'messages: text content blocks must be non-empty';
    if (block.type !== 'tool_use') continue;
    const isDictionary = typeof block.input === 'object' && block.input !== null && !Array.isArray(block.input);
    if (!isDictionary) return `messages.${index}.content.0.tool_use.input: Input should be a valid dictionary`;
    if (!NAME.test(textOf(block.name)) || !NAME.test(textOf(block.id))) {
      return `messages.${index}.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
    }
  }
  return null;
}

/** Each call is answered by exactly one result, directly after, before anything else is said. */
function aboutCalls(messages: readonly Body[], index: number): string | null {
  const calls = callsIn(messages[index]).map((call) => call.id);
  const next = contentOf(messages[index + 1]?.content);
  const results = next.filter((block) => block.type === 'tool_result').map((block) => block.tool_use_id);
  const lost = calls.filter((id) => !results.includes(id));
  if (lost.length > 0) {
    return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${lost.join(', ')}.`;
  }
  if (results.some((id) => !calls.includes(id))) {
    return `messages.${index + 1}: unexpected \`tool_use_id\` found in \`tool_result\` blocks.`;
  }
  if (new Set(results).size < results.length) return 'each tool_use must have a single result.';
  const isFirst = next.slice(0, results.length).every((block) => block.type === 'tool_result');
  if (!isFirst) return `messages.${index + 1}: \`tool_result\` blocks must come first.`;
  const stray = index === 0 && contentOf(messages[0]?.content).some((block) => block.type === 'tool_result');
  return stray ? 'messages.0: unexpected `tool_use_id` found in `tool_result` blocks.' : null;
}

function callsIn(message: Body | undefined): Body[] {
  if (message?.role !== 'assistant') return [];
  return contentOf(message.content).filter((block) => block.type === 'tool_use');
}

function aboutThoughts(body: Body, messages: readonly Body[]): string | null {
  for (const [index, message] of messages.entries()) {
    for (const block of contentOf(message.content)) {
      if (block.type !== 'thinking') continue;
      if (block.signature !== signatureOf(body, messages.slice(0, index), textOf(block.thinking))) {
        return `messages.${index}.content.0: Invalid \`signature\` in \`thinking\` block`;
      }
    }
  }
  return null;
}

/** https://platform.claude.com/docs/en/build-with-claude/thinking */
function aboutThinking(body: Body, messages: readonly Body[]): string | null {
  const { type, budget_tokens: budget = 0 } = (body.thinking ?? {}) as Body;
  const model = textOf(body.model);
  const refused = `"thinking.type.${textOf(type)}" is not supported for this model.`;
  if (type === 'disabled' && (ALWAYS_THINK.test(model) || model.includes('sonnet-5-5'))) return refused;
  if (type === 'between_tools' && !model.includes('sonnet-5-5')) return refused;
  const isOld = /-4-5\b/.test(model);
  if (type === 'adaptive' && isOld) return refused;
  if (type !== 'enabled') return null;
  if (!isOld) return refused;
  if (Number(budget) < 1024) return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024';
  if (Number(budget) >= Number(body.max_tokens)) return '`max_tokens` must be greater than `thinking.budget_tokens`.';
  const first = messages.find((message) => callsIn(message).length > 0);
  return first === undefined || contentOf(first.content)[0]?.type === 'thinking'
    ? null
    : 'Expected `thinking` or `redacted_thinking`, but found `tool_use`.';
}

function aboutMarks(body: Body, messages: readonly Body[]): string | null {
  const blocks = [
    ...listOf(body.tools),
    ...listOf(body.system),
    ...messages.flatMap((message) => listOf(message.content)),
  ].filter((block) => block.cache_control !== undefined);
  if (blocks.length > 4) return 'A maximum of 4 blocks with cache_control may be provided.';
  const empty = blocks.some((block) => block.type === 'text' && textOf(block.text) === '');
  return empty ? 'cache_control cannot be set for empty text blocks' : null;
}

function aboutFormat(body: Body): string | null {
  const { format } = (body.output_config ?? {}) as { format?: Body };
  if (format === undefined) return null;
  const loose = looseObject(format.schema);
  return loose === null ? null : `output_config.format.schema: For 'object' type, '${loose}'.`;
}
