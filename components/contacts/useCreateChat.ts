import { useState } from 'react';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Failure } from '../../shared/reply.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

type Wanted = Omit<CommandInput<'chat:create'>, 'id'>;

/** Makes a group or a project and goes there. The id stays over attempts, so that trying again makes no second one. */
export function useCreateChat(): { busy: boolean; failure: Failure | null; create: (wanted: Wanted) => void } {
  const waggle = useWaggle();
  const [id] = useState(() => newId());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  const create = async (wanted: Wanted) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    const reply = await waggle.command('chat:create', { id, ...wanted });
    setBusy(false);
    if (reply.ok) navigate({ kind: 'chat', chatId: reply.data.chatId }, { replace: true });
    else setFailure(reply);
  };

  return { busy, failure, create: (wanted) => void create(wanted) };
}
