'use client';
import { useEffect, useState } from 'react';
import type { Waggle } from '../../client/waggle.ts';
import { App } from '../../components/shell/App.tsx';
import { fakeWaggle } from '../../components/testing/fakeWaggle.ts';
import { stories } from '../../components/testing/stories.ts';

/** The app without a server, in the state that `?story=` names; built only when WAGGLE_STORIES is set. */
export default function Page() {
  const [waggle, setWaggle] = useState<Waggle | null>(null);
  useEffect(() => {
    const name = new URLSearchParams(location.search).get('story') ?? 'busy';
    const now = Date.now();
    const story = stories[name] ?? stories.busy;
    if (story) setWaggle(fakeWaggle(story(now), now));
  }, []);
  return waggle && <App waggle={waggle} />;
}
