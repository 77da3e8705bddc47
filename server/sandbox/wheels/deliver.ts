import { once } from 'node:events';
import type { Delivery } from '../messages.ts';
import type { Report } from '../programs.ts';
import type { SandboxChild } from '../sandboxChild.ts';
import type { Parcel } from './wheels.ts';

/** Writes packages to a child that has asked for them, no faster than it takes them, until it has all or is gone. */
export async function deliver(child: SandboxChild, parcels: AsyncIterable<Parcel>, report: Report): Promise<void> {
  const tell = (delivery: Delivery) => child.input.write(`${JSON.stringify(delivery)}\n`);
  try {
    for await (const { bytes, ...about } of parcels) {
      tell({ kind: 'package', ...about, size: bytes.length });
      if (!child.input.write(bytes) && !(await takes(child))) return;
    }
    tell({ kind: 'all' });
  } catch (cause) {
    report('a package of Python could not be read', cause);
    tell({ kind: 'failed' });
  }
}

/** True once it has taken what was written, false when it is gone. */
async function takes(child: SandboxChild): Promise<boolean> {
  const over = new AbortController();
  const drained = once(child.input, 'drain', { signal: over.signal }).then(
    () => true,
    () => false,
  );
  const took = await Promise.race([drained, child.gone.then(() => false)]);
  over.abort();
  return took;
}
