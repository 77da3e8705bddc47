import type OpenAI from 'openai';
import type { ModelRequest } from './provider.ts';

type Reasoning = Pick<OpenAI.Responses.ResponseCreateParamsStreaming, 'reasoning' | 'include'>;

/**
 * How a model is told how much to think, and that its thoughts, which are not stored there, come with the answer as far
 * as they must go back. Models that do not think refuse to be told.
 */
export function reasoningOf({ model, effort, tools, rounds }: ModelRequest): Reasoning {
  const name = model.replace(/^.*\//, '');
  if (/^(gpt-[34]|chatgpt-)|-chat-latest$/.test(name)) return {};
  const wanted: Reasoning =
    effort === undefined ? {} : { reasoning: { effort: leastFor(name, effort), ...summaryOf(effort) } };
  const calls = (tools?.length ?? 0) + (rounds?.length ?? 0) > 0;
  return { ...wanted, ...(calls ? { include: ['reasoning.encrypted_content'] } : {}) };
}

/** Thoughts that nobody asked for are not summed up. */
function summaryOf(effort: NonNullable<ModelRequest['effort']>): { summary?: 'auto' } {
  return effort === 'none' ? {} : { summary: 'auto' };
}

/** The older ones can't leave it. */
function leastFor(name: string, effort: NonNullable<ModelRequest['effort']>): OpenAI.ReasoningEffort {
  if (effort !== 'none') return effort;
  if (/^o\d|codex|-pro\b/.test(name)) return 'low';
  return /^gpt-5(-(mini|nano)|-\d{4}|$)/.test(name) ? 'minimal' : 'none';
}
