import { useEffect, useState } from 'react';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { later, useLater } from '../ui/later.ts';

const assistance = later(() => import('./Assistance.tsx').then((module) => module.Assistance));

/** What a chat does for those who hear it, and for those who go by keys: `Assistance`, once it is there. */
export function Announcer({ chatId }: { chatId: string }) {
  const online = useWaggleState((state) => state.connection === 'online');
  const { store } = useWaggle();
  const [since] = useState(store.getState);
  const Assistance = useLater(assistance, false, ignore);
  // What could not be fetched is tried anew with the next connection.
  useEffect(() => {
    assistance.fetch().catch(ignore);
  }, [online]);
  return Assistance && <Assistance chatId={chatId} since={since} />;
}

function ignore() {}
