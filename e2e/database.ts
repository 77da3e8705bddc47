import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Settings of a Waggle on PostgreSQL and Redis of the tests, with a database of its own. */
export type Servers = {
  env: { DATABASE_URL: string; REDIS_URL: string; WAGGLE_SECRET: string };
  clear(): Promise<void>;
};

/** Why there are none here; undefined where there are. */
export const serversMissing: string | undefined =
  process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL
    ? undefined
    : 'TEST_DATABASE_URL and TEST_REDIS_URL are not both set';

export async function prepareServers(): Promise<Servers> {
  const name = `waggle_e2e_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}`);
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = `/${name}`;
  return {
    env: {
      DATABASE_URL: url.href,
      REDIS_URL: process.env.TEST_REDIS_URL ?? '',
      WAGGLE_SECRET: randomBytes(24).toString('hex'),
    },
    clear: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
