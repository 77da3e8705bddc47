import type { Pool } from 'pg';
import { z } from 'zod';

type Around = (statement: string, ask: () => Promise<unknown>) => Promise<unknown>;

/** Has every statement of a pool go through `around`, by its name, or its text where it is nothing else; what it gives back ends that. */
export function aroundQueries(pool: Pick<Pool, 'query'>, around: Around): () => void {
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<unknown>;
  const through = (...args: unknown[]) => around(statementOf(args[0]), () => query(...args));
  Object.assign(pool, { query: through });
  return () => void Reflect.deleteProperty(pool, 'query');
}

const Named = z.object({ name: z.string() });

function statementOf(first: unknown): string {
  return typeof first === 'string' ? first : (Named.safeParse(first).data?.name ?? '');
}
