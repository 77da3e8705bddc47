import type { ModelName } from '../../roster/agent.ts';

/** Which model read a conversation last, and how many tokens of it. */
export type Cached = { model: ModelName; tokens: number };

/** What was answered lately by whom; each key is a conversation of one agent. */
export type Conversations = {
  /** Null where nobody read it, or too long ago for a vendor to remember. */
  of(key: string): Cached | null;
  answered(key: string, cached: Cached): void;
};

/** So long vendors keep the beginning of a prompt at least. https://platform.claude.com/docs/en/build-with-claude/prompt-caching */
const REMEMBERED_MS = 300_000;
const MOST = 10_000;

export function createConversations(now: () => number): Conversations {
  const kept = new Map<string, Cached & { at: number }>();
  return {
    of(key) {
      const one = kept.get(key);
      return one === undefined || now() - one.at > REMEMBERED_MS ? null : { model: one.model, tokens: one.tokens };
    },
    answered(key, cached) {
      // The one that was answered last stands last.
      kept.delete(key);
      kept.set(key, { ...cached, at: now() });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
}
