import { useState } from 'react';
import type { Preferences } from '../../shared/preferences.ts';
import { useAct } from '../contacts/useAct.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** What was just chosen shows at once; it is taken back where the server refuses it. */
export function useMyPreferences(): [Preferences, (part: Partial<Preferences>) => void] {
  const act = useAct();
  const stored = useWaggleState((state) => state.preferences);
  const [chosen, setChosen] = useState<Partial<Preferences>>({});
  const prefer = (part: Partial<Preferences>) => {
    setChosen((before) => ({ ...before, ...part }));
    void act('preferences:set', part).then((isDone) => {
      if (!isDone) setChosen({});
    });
  };
  return [{ ...stored, ...chosen }, prefer];
}
