import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { showToast } from '../ui/toasts.ts';
import { useAct } from './useAct.ts';

/** Blocks people and lets them be again; `busy` is whom the server is being told of. */
export function useBlock(): { busy: string | null; set: (contactId: string, name: string, on: boolean) => void } {
  const t = useT('chats');
  const act = useAct();
  const [busy, setBusy] = useState<string | null>(null);
  const set = async (contactId: string, name: string, on: boolean) => {
    setBusy(contactId);
    const done = await act('contact:block', { contactId, on });
    setBusy(null);
    if (done) showToast({ text: t(on ? 'blockedDone' : 'unblockedDone', { name }) });
  };
  return { busy, set: (contactId, name, on) => void set(contactId, name, on) };
}
