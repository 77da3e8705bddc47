/** Changes that can not be applied yet, by whatever they belong to. */
export type Held<T extends { version: number }> = {
  add(key: string, change: T): void;
  /** Takes those that follow `version` without a gap, ascending; what is older is thrown away. */
  take(key: string, version: number): T[];
  keys(): string[];
  drop(key: string): void;
  isEmpty(): boolean;
  /** Stands for everything held up to now, for `dropUntil`. */
  mark(): number;
  dropUntil(mark: number): void;
};

export function createHeld<T extends { version: number }>(): Held<T> {
  const held = new Map<string, Map<number, { change: T; at: number }>>();
  let count = 0;

  function prune(key: string, keep: (version: number, at: number) => boolean): void {
    const changes = held.get(key);
    for (const [version, { at }] of changes ?? []) if (!keep(version, at)) changes?.delete(version);
    if (changes?.size === 0) held.delete(key);
  }

  return {
    add(key, change) {
      count++;
      const changes = held.get(key) ?? new Map<number, { change: T; at: number }>();
      changes.set(change.version, { change, at: count });
      held.set(key, changes);
    },
    take(key, version) {
      const changes = held.get(key);
      const taken: T[] = [];
      for (let next = changes?.get(version + 1); next; next = changes?.get(next.change.version + 1)) {
        taken.push(next.change);
      }
      prune(key, (held) => held > version + taken.length);
      return taken;
    },
    keys: () => [...held.keys()],
    drop: (key) => void held.delete(key),
    isEmpty: () => held.size === 0,
    mark: () => count,
    dropUntil(mark) {
      for (const key of [...held.keys()]) prune(key, (_version, at) => at > mark);
    },
  };
}
