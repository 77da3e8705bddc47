import { useEffect, useRef, useState } from 'react';
import { type AgentDefinition, newOwnAgentId } from '../../shared/ownAgent.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

export type Trial = {
  /** Null while nothing is tried. */
  running: { chatId: string; definition: AgentDefinition } | null;
  busy: boolean;
  /** Begins, or goes on with what the form says now. */
  begin: (definition: AgentDefinition) => void;
  end: () => void;
};

/** Tries an agent in a chat of its own, which ends with the form. */
export function useTrial(): Trial {
  const waggle = useWaggle();
  const words = useFailureText();
  const [agentId] = useState(newOwnAgentId);
  const [running, setRunning] = useState<Trial['running']>(null);
  const [busy, setBusy] = useState(false);
  const begun = useRef(false);

  // With the form, what was tried in it goes too.
  useEffect(
    () => () => {
      if (begun.current) void waggle.command('agent:discard', {});
    },
    [waggle],
  );

  const begin = async (definition: AgentDefinition) => {
    if (busy) return;
    setBusy(true);
    begun.current = true;
    const reply = await waggle.command('agent:try', { agentId, definition });
    setBusy(false);
    if (reply.ok) setRunning({ chatId: reply.data.chatId, definition });
    else showToast({ kind: 'failure', text: words(reply) });
  };

  return {
    running,
    busy,
    begin: (definition) => void begin(definition),
    end() {
      setRunning(null);
      begun.current = false;
      void waggle.command('agent:discard', {});
    },
  };
}
