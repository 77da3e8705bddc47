import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Settings of a Waggle on PostgreSQL of the tests, with a database of its own. */
export type OwnDatabase = { env: { DATABASE_URL: string; WAGGLE_SECRET: string }; clear(): Promise<void> };

/** The same, with Redis. */
export type Servers = { env: OwnDatabase['env'] & { REDIS_URL: string }; clear(): Promise<void> };

/** In this the processes of the tests find the database that others are made from, and its secret. */
const TEMPLATE = 'WAGGLE_E2E_DATABASE';

/** Why there are none here; undefined where there are. */
export const serversMissing: string | undefined =
  process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL
    ? undefined
    : 'TEST_DATABASE_URL and TEST_REDIS_URL are not both set';

export async function prepareServers(): Promise<Servers> {
  const { env, clear } = await newDatabase();
  return { env: { ...env, REDIS_URL: process.env.TEST_REDIS_URL ?? '' }, clear };
}

/** A database as a first start leaves it; undefined where the tests have no server of databases. */
export async function ownDatabase(): Promise<OwnDatabase | undefined> {
  const [template, secret] = process.env[TEMPLATE]?.split(' ') ?? [];
  return template === undefined || secret === undefined ? undefined : newDatabase(`TEMPLATE ${template}`, secret);
}

/** Lets `start` fill the database that others are made from; gives back what removes it. */
export async function makeTemplateDatabase(
  start: (env: OwnDatabase['env']) => Promise<void>,
): Promise<() => Promise<void>> {
  if (!process.env.TEST_DATABASE_URL) return () => Promise.resolve();
  const { env, clear } = await newDatabase();
  await start(env);
  process.env[TEMPLATE] = `${new URL(env.DATABASE_URL).pathname.slice(1)} ${env.WAGGLE_SECRET}`;
  return clear;
}

async function newDatabase(like = '', secret = randomBytes(24).toString('hex')): Promise<OwnDatabase> {
  const name = `waggle_e2e_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} ${like}`);
  const url = new URL(process.env.TEST_DATABASE_URL ?? '');
  url.pathname = `/${name}`;
  return {
    env: { DATABASE_URL: url.href, WAGGLE_SECRET: secret },
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
