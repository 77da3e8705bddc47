'use client';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useStore } from 'zustand';
import { keepInstalled } from '../../client/installed.ts';
import type { ClientState } from '../../client/state.ts';
import type { Waggle } from '../../client/waggle.ts';

const Context = createContext<Waggle | null>(null);

/** Starts the client and hands it to everything below. */
export function WaggleProvider({ waggle, children }: { waggle: Waggle; children: ReactNode }) {
  useEffect(() => waggle.start(), [waggle]);
  useEffect(() => keepInstalled(waggle.store), [waggle]);
  return <Context value={waggle}>{children}</Context>;
}

export function useWaggle(): Waggle {
  const waggle = useContext(Context);
  if (!waggle) throw new Error('useWaggle outside of a WaggleProvider');
  return waggle;
}

/**
 * What the selector reads from the client's state; renders again when that changes. A selector that makes a new
 * object each time must be wrapped in `useShallow` of zustand or remember its last result.
 */
export function useWaggleState<T>(selector: (state: ClientState) => T): T {
  return useStore(useWaggle().store, selector);
}
