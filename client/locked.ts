/** Runs it while no other tab does the same; where the browser has no locks, at once: ids make doubles harmless. */
export async function locked<T>(name: string, run: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  return locks ? locks.request(name, run) : run();
}
