import { applyDelta, type LiveText } from '../shared/delta.ts';
import type { Delta } from '../shared/message.ts';
import type { Waggle } from './waggle.ts';

/** What is known of a thought, and what came while it is being asked for; null where it is not. */
export type Followed = { live: LiveText; waiting: readonly Delta[] | null };

export type FollowEvent =
  | { kind: 'asked' }
  | { kind: 'told'; delta: Delta }
  /** To what was asked; without a delta where nobody thinks. */
  | { kind: 'answered'; delta: Delta | undefined };

export const NOTHING_YET: Followed = { live: { epoch: -1, text: '' }, waiting: null };

/** Puts a thought together, whatever of it is lost, doubled or late; `asks` where something before it is missing. */
export function follow(followed: Followed, event: FollowEvent): { followed: Followed; asks: boolean } {
  const { live, waiting } = followed;
  if (event.kind === 'asked') return { followed: { live, waiting: waiting ?? [] }, asks: false };
  if (event.kind === 'answered') {
    const all = [...(event.delta ? [event.delta] : []), ...(waiting ?? [])];
    // What is missing even now shows with what comes next.
    const text = all.reduce((known, delta) => put(known, delta) ?? known, live);
    return { followed: { live: text, waiting: null }, asks: false };
  }
  if (waiting) return { followed: { live, waiting: [...waiting, event.delta] }, asks: false };
  const text = put(live, event.delta);
  if (text === null) return { followed: { live, waiting: [event.delta] }, asks: true };
  return { followed: { live: text, waiting: null }, asks: false };
}

/** Null where something before it is missing. */
function put(live: LiveText, delta: Delta): LiveText | null {
  const outcome = applyDelta(live, delta);
  if (outcome.kind === 'hole') return null;
  return outcome.kind === 'applied' ? outcome.live : live;
}

/** Shows what is thought for an answer from now on, all so far with it; returns how to stop. */
export function watchThought(
  { command, onThought }: Pick<Waggle, 'command' | 'onThought'>,
  answer: { chatId: string; messageId: string },
  show: (text: string) => void,
): () => void {
  let known = NOTHING_YET;
  let stopped = false;

  function take(event: FollowEvent): void {
    if (stopped) return;
    const { followed, asks } = follow(known, event);
    if (followed.live !== known.live) show(followed.live.text);
    known = followed;
    if (asks) void ask();
  }

  async function ask(): Promise<void> {
    take({ kind: 'asked' });
    const reply = await command('thought:watch', answer);
    take({ kind: 'answered', delta: reply.ok ? reply.data.delta : undefined });
  }

  const unlisten = onThought((delta) => {
    if (delta.messageId === answer.messageId) take({ kind: 'told', delta });
  });
  void ask();
  return () => {
    stopped = true;
    unlisten();
    void command('thought:leave', answer);
  };
}
