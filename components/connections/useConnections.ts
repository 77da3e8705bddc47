import { useCallback, useEffect, useRef, useState } from 'react';
import type { Connection } from '../../shared/connection.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

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

const noIds: ReadonlySet<string> = new Set();

/** The connected servers that the person sees, also as other devices, other admins and the servers themselves change them. */
export function useConnections(): Connections {
  const waggle = useWaggle();
  const [listed, setListed] = useState<Listed | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** Gone here, though the server may still have them: what was removed can be undone for a while. */
  const [dropped, setDropped] = useState(noIds);
  const own = useWaggleState((state) => state.userVersion);
  const everybodys = useWaggleState((state) => state.workspace?.workspace.version);
  const asked = useRef(0);
  const load = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const reply = await waggle.command('mcp:list', {});
    // Answers may overtake each other.
    if (mine !== asked.current) return;
    if (reply.ok) setListed(reply.data);
    setFailure(reply.ok ? null : reply);
  }, [waggle]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other versions may have others
  useEffect(() => void load(), [load, own, everybodys]);
  return {
    listed: listed && { ...listed, connections: listed.connections.filter(({ id }) => !dropped.has(id)) },
    failure,
    reload: () => void load(),
    put: (connection) => {
      setDropped((ids) => new Set([...ids].filter((id) => id !== connection.id)));
      setListed((known) => {
        if (known === null) return known;
        const { connections } = known;
        const isThere = connections.some(({ id }) => id === connection.id);
        return {
          ...known,
          connections: isThere
            ? connections.map((other) => (other.id === connection.id ? connection : other))
            : [...connections, connection],
        };
      });
    },
    drop: (id) => {
      setDropped((ids) => new Set([...ids, id]));
    },
  };
}
