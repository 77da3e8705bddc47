import { useEffect, useState } from 'react';
import { selectChat } from '../../client/select/overlay.ts';
import type { Waggle } from '../../client/waggle.ts';
import type { CommandOutput } from '../../shared/command.ts';
import type { Reply } from '../../shared/reply.ts';
import type { ThreadUi } from '../messages/threadUi.ts';
import { useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

export type Choices = CommandOutput<'answer:choices'>;

/** What was answered serves all who ask for so long. */
const FRESH_MS = 30_000;

type Asked = { localOnly: boolean; at: number; coming: Promise<Reply<Choices>>; reply: Reply<Choices> | null };

/** The last answer of each thread on the screen. */
const asked = new WeakMap<ThreadUi, Asked>();

/** What answers of this thread can be given anew by, the last that is known at once: null until it is, or unless `wanted`. */
export function useChoices(wanted = true): { reply: Reply<Choices> | null; again: () => void } {
  const ui = useThreadUi();
  const waggle = useWaggle();
  const localOnly = useWaggleState((state) => selectChat(state, ui.chatId)?.chat.localOnly ?? false);
  const [, setTold] = useState<Reply<Choices> | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks once more
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    void ask(waggle, ui, localOnly).then((reply) => {
      if (current) setTold(reply);
    });
    return () => {
      current = false;
    };
  }, [waggle, ui, localOnly, wanted, tries]);
  const last = asked.get(ui);
  return {
    reply: wanted && last?.localOnly === localOnly ? last.reply : null,
    again() {
      setTries((before) => before + 1);
    },
  };
}

function ask(waggle: Waggle, ui: ThreadUi, localOnly: boolean): Promise<Reply<Choices>> {
  const last = asked.get(ui);
  const isSame = last?.localOnly === localOnly;
  if (isSame && Date.now() - last.at < FRESH_MS) return last.coming;
  const coming = waggle.command('answer:choices', { chatId: ui.chatId });
  const now: Asked = { localOnly, at: Date.now(), coming, reply: isSame ? last.reply : null };
  asked.set(ui, now);
  return coming.then((reply) => {
    now.reply = reply;
    // Whoever asks next gets another try.
    if (!reply.ok) now.at = 0;
    return reply;
  });
}
