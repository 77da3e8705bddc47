import type { ChatState } from '../shared/chatState.ts';
import type { Cache } from './cache.ts';
import type { CachedOwn } from './cached.ts';
import type { ClientState, Store } from './state.ts';
import { warn } from './warn.ts';

const WAIT_MS = 500;

export type Keeper = {
  /** Resolves when everything in the store now is written. */
  flush(): Promise<void>;
  stop(): void;
};

/** Writes what changed in the store to the cache, shortly after it changed. */
export function keepCached(store: Store, cache: Cache): Keeper {
  let written = store.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let writing: Promise<void> = Promise.resolve();
  let stopped = false;

  const unsubscribe = store.subscribe((state) => {
    if (isSame(state, written)) return;
    timer ??= setTimeout(() => void flush(), WAIT_MS);
  });

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      const state = store.getState();
      if (stopped || isSame(state, written)) return;
      const before = written;
      written = state;
      try {
        await cache.save({ ...difference(before, state), own: ownOf(state) });
      } catch (cause) {
        // Tried again whole with the next change: the versions on the device stay those of its rows.
        written = { ...before, chats: {} };
        warn('what is new could not be kept on this device', cause);
      }
    });
    return writing;
  }

  return {
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

function isSame(a: ClientState, b: ClientState): boolean {
  return (
    a.chats === b.chats &&
    a.settings === b.settings &&
    a.marks === b.marks &&
    a.preferences === b.preferences &&
    a.workspace === b.workspace
  );
}

function difference(before: ClientState, now: ClientState): { chats: ChatState[]; gone: string[] } {
  return {
    chats: Object.values(now.chats).filter((chat) => before.chats[chat.chat.id] !== chat),
    gone: Object.keys(before.chats).filter((chatId) => !(chatId in now.chats)),
  };
}

function ownOf({ workspace, agents, userVersion, settings, marks, preferences }: ClientState): CachedOwn {
  const { told, own } = agents;
  return {
    workspace,
    agents: { told: [...told], own: [...own] },
    userVersion,
    settings: { ...settings },
    marks: { ...marks },
    preferences,
  };
}
