import { expect, it, vi } from 'vitest';
import { createScripted } from '../../agents/providers/scripted.ts';
import { openEmbeddedTestPool } from '../store/testing/poolForms.ts';
import { engineWith, startServer } from './testing/server.ts';
import { openTestDatabase, seed } from './testing/workspace.ts';

/** What is looked at each second, whatever else is going on. */
const EACH_SECOND = /set "leaseUntil"|from run\s+where status|update step s set text/;

it('a new request asks the database five times until a model is asked', async () => {
  const db = await openTestDatabase({ open: openEmbeddedTestPool });
  const workspace = { ...db, ...(await seed(db.pool, ['research'])) };
  let asked: string[] = [];
  const query = vi.spyOn(db.pool, 'query');
  const provider = createScripted(() => {
    asked = query.mock.calls.map(([first]: unknown[]) => textOf(first)).filter((one) => !EACH_SECOND.test(one));
    return [{ text: 'Here.' }];
  });
  const server = await startServer(workspace, { engine: engineWith(provider) });
  query.mockClear();
  const { answers } = await server.ask('@research go');
  await server.ended(answers[0]?.id ?? '');
  expect(asked).toEqual([
    expect.stringContaining('select c.kind, c.answers'),
    expect.stringContaining('insert into message'),
    expect.stringContaining('update run set owner'),
    expect.stringContaining('c.goal, c.instructions'),
    expect.stringContaining('order by seq desc limit'),
  ]);
  await server.close();
  await db.close();
});

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : '';
}
