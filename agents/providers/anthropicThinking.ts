import type Anthropic from '@anthropic-ai/sdk';
import type { ModelRequest } from './provider.ts';

/** Models think before they write, and what they think counts against the limit of their output. */
const ROOM_TO_THINK = 8_000;
const ROOM_TO_THINK_HARD = 24_000;
const BUDGET = { low: 2_000, medium: 6_000, high: 16_000 };

type Thinking = {
  thinking?: Anthropic.ThinkingConfigParam;
  effort?: 'low' | 'medium' | 'high';
  /** Tokens that are added to the limit of the output. */
  room: number;
};

/**
 * How a model is told how much to think; not at all where nothing was said or the model is unknown. `thoughtFirst`:
 * the answer began with thoughts, without which models that are given a budget refuse to go on thinking. Which model
 * takes what: https://platform.claude.com/docs/en/build-with-claude/thinking
 */
export function thinkingOf(model: string, effort: ModelRequest['effort'], thoughtFirst: boolean): Thinking {
  const claude = effort === undefined ? null : claudeOf(model);
  if (effort === undefined || claude === null) return { room: ROOM_TO_THINK };
  if (effort === 'none') return { ...leastOf(claude), room: ROOM_TO_THINK };
  const room = effort === 'high' ? ROOM_TO_THINK_HARD : ROOM_TO_THINK;
  if (claude.version >= 4.6) return { thinking: { type: 'adaptive', display: 'summarized' }, effort, room };
  if (!thoughtFirst) return { thinking: { type: 'disabled' }, room };
  return { thinking: { type: 'enabled', budget_tokens: BUDGET[effort] }, room };
}

function leastOf({ family, version }: Claude): Omit<Thinking, 'room'> {
  if (family === 'sonnet' && version >= 5.5) return { thinking: { type: 'between_tools' } };
  const alwaysThinks =
    family === 'fable' || family === 'mythos' || (family === 'opus' && version >= 5.5) || version > 5.5;
  return alwaysThinks ? { effort: 'low' } : { thinking: { type: 'disabled' } };
}

type Claude = { family: string; version: number };

function claudeOf(model: string): Claude | null {
  const found = /claude-(opus|sonnet|haiku|fable|mythos)-(?:(\d+)(?:-(\d{1,2}))?(?!\d)|preview)/.exec(model);
  if (found === null) return null;
  const [, family = '', major = '5', minor = '0'] = found;
  return { family, version: Number(`${major}.${minor}`) };
}
