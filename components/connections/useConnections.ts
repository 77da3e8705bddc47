import { useCallback, useEffect, useState } from 'react';
import type { Connection } from '../../shared/connection.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

type Listed = { connections: readonly Connection[]; stdio: boolean };

export type Connections = {
  /** Null until they are there. */
  listed: Listed | null;
  failure: Failure | null;
  reload: () => void;
  /** Puts a newer state of one into the list, or a new one at its end. */
  put: (connection: Connection) => void;
  drop: (id: string) => void;
};

export function useConnections(): Connections {
  const waggle = useWaggle();
  const [listed, setListed] = useState<Listed | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('mcp:list', {});
    if (reply.ok) setListed(reply.data);
    setFailure(reply.ok ? null : reply);
  }, [waggle]);
  useEffect(() => void load(), [load]);
  const change = (to: (connections: readonly Connection[]) => readonly Connection[]) => {
    setListed((known) => known && { ...known, connections: to(known.connections) });
  };
  return {
    listed,
    failure,
    reload: () => void load(),
    put: (connection) => {
      change((known) =>
        known.some(({ id }) => id === connection.id)
          ? known.map((other) => (other.id === connection.id ? connection : other))
          : [...known, connection],
      );
    },
    drop: (id) => {
      change((known) => known.filter((other) => other.id !== id));
    },
  };
}
