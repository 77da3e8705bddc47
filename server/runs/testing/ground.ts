import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { PoolForm } from '../../store/testing/poolForms.ts';
import { type ServerSettings, startServer, type TestServer } from './server.ts';
import { openTestDatabase, seed, type TestDatabase, type Workspace } from './workspace.ts';

type Form = Pick<PoolForm, 'open'>;
type Part = { close(): unknown };

/** A database for the tests of the describe this is called in. */
export function prepareDatabase(form: Form): TestDatabase {
  // Tests hold on to it before it is there.
  const db = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(db, await openTestDatabase(form));
  });
  afterAll(() => db.close());
  return db;
}

/** What the tests of a describe stand on. */
export type Ground = {
  db: TestDatabase;
  /** Another one in each test. */
  workspace: Workspace;
  /** Starts a server in the workspace, which is closed after the test. */
  start(settings: ServerSettings): Promise<TestServer>;
  /** Has this closed after the test, before what was opened earlier. */
  closing<T extends Part>(part: T): T;
};

/** A database for the tests of the describe this is called in, and for each a person and a group with these agents. */
export function prepareGround(form: Form, agentIds: readonly string[]): Ground {
  const db = prepareDatabase(form);
  const workspace = {} as Workspace;
  const opened: Part[] = [];
  beforeEach(async () => {
    // What an earlier test did not wait for would be taken up by the servers of this one.
    await db.pool.query(`update run set status = 'stopped' where status in ('queued', 'deciding', 'running')`);
    Object.assign(workspace, db, await seed(db.pool, agentIds));
  });
  afterEach(async () => {
    for (const part of opened.splice(0).reverse()) await part.close();
  });
  const closing: Ground['closing'] = (part) => {
    opened.push(part);
    return part;
  };
  return { db, workspace, closing, start: async (settings) => closing(await startServer(workspace, settings)) };
}
