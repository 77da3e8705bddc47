import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Env, EnvError, readEnv } from './env.ts';

const database = 'postgresql://waggle:hunter2@db:5432/waggle';
const redis = 'redis://:hunter2@cache:6379/1';
const secret = 'x'.repeat(32);

function read(source: Record<string, string | undefined>): Env {
  return readEnv(source);
}

function refusal(source: Record<string, string | undefined>): string {
  try {
    read(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return (error as EnvError).message;
  }
  throw new Error('these settings were accepted');
}

test('nothing set gives what an embedded Waggle on this machine needs', () => {
  const expected: Env = {
    port: 3000,
    host: undefined,
    dataDir: resolve('data'),
    url: undefined,
    secret: undefined,
    role: 'all',
    trustedProxies: [],
    logLevel: 'info',
    dev: false,
    databaseUrl: undefined,
    redisUrl: undefined,
    providers: {
      anthropic: { apiKey: undefined, baseUrl: undefined },
      openai: { apiKey: undefined, baseUrl: undefined },
      ollama: { url: 'http://127.0.0.1:11434' },
    },
    mcp: { stdio: false, private: false },
    search: { searxngUrl: undefined, tavily: undefined, brave: undefined, perplexity: undefined },
    otlp: undefined,
    pythonWheels: undefined,
    thresholds: undefined,
    mail: undefined,
  };
  expect(read({})).toEqual(expected);
});

test('what is empty or blank counts as not set', () => {
  const names = ['PORT', 'WAGGLE_URL', 'WAGGLE_SECRET', 'WAGGLE_ROLE', 'DATABASE_URL', 'OPENAI_API_KEY', 'OLLAMA_URL'];
  expect(read(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(read({}));
  expect(read(Object.fromEntries(names.map((name) => [name, '  '])))).toEqual(read({}));
});

test('everything set arrives in its place', () => {
  const env = read({
    PORT: '8080',
    WAGGLE_HOST: '127.0.0.1',
    WAGGLE_DATA_DIR: '/srv/waggle',
    WAGGLE_URL: 'https://chat.example.com/',
    WAGGLE_SECRET: secret,
    WAGGLE_ROLE: 'worker',
    WAGGLE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1,fd00::/8,',
    WAGGLE_LOG_LEVEL: 'debug',
    WAGGLE_DEV: '1',
    DATABASE_URL: database,
    REDIS_URL: redis,
    ANTHROPIC_API_KEY: 'sk-ant-1',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:9000/',
    OPENAI_API_KEY: 'sk-2',
    OPENAI_BASE_URL: 'https://models.example.com/v1/',
    OLLAMA_URL: 'http://gpu:11434/',
    SEARXNG_URL: 'http://search:8888/',
    TAVILY_API_KEY: 'tvly-3',
    BRAVE_API_KEY: 'BSA4',
    PERPLEXITY_API_KEY: 'pplx-5',
    WAGGLE_MCP_STDIO: '1',
    WAGGLE_ROUTER_THRESHOLDS: '-1, 0.5',
    WAGGLE_MCP_PRIVATE: 'true',
    WAGGLE_PYTHON_WHEELS: '/srv/wheels/',
  });
  expect({
    ...env,
    secret: env.secret?.reveal(),
    databaseUrl: env.databaseUrl?.reveal(),
    redisUrl: env.redisUrl?.reveal(),
    providers: {
      ...env.providers,
      anthropic: { ...env.providers.anthropic, apiKey: env.providers.anthropic.apiKey?.reveal() },
      openai: { ...env.providers.openai, apiKey: env.providers.openai.apiKey?.reveal() },
    },
    search: {
      ...{ searxngUrl: env.search.searxngUrl, tavily: env.search.tavily?.reveal() },
      ...{ brave: env.search.brave?.reveal(), perplexity: env.search.perplexity?.reveal() },
    },
  }).toEqual({
    port: 8080,
    host: '127.0.0.1',
    dataDir: '/srv/waggle',
    url: 'https://chat.example.com',
    secret,
    role: 'worker',
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'],
    logLevel: 'debug',
    dev: true,
    databaseUrl: database,
    redisUrl: redis,
    providers: {
      anthropic: { apiKey: 'sk-ant-1', baseUrl: 'http://127.0.0.1:9000' },
      openai: { apiKey: 'sk-2', baseUrl: 'https://models.example.com/v1' },
      ollama: { url: 'http://gpu:11434' },
    },
    search: { searxngUrl: 'http://search:8888', tavily: 'tvly-3', brave: 'BSA4', perplexity: 'pplx-5' },
    mcp: { stdio: true, private: true },
    pythonWheels: '/srv/wheels',
    thresholds: { t1: -1, t2: 0.5 },
  });
});

describe('accepted', () => {
  test.each([
    ['PORT', '0'],
    ['PORT', '65535'],
    ['WAGGLE_HOST', '::'],
    ['WAGGLE_HOST', 'localhost'],
    ['WAGGLE_URL', 'http://localhost:3000'],
    ['WAGGLE_URL', 'https://[2001:db8::1]:8443'],
    ['WAGGLE_SECRET', 'a passphrase with spaces in it, long'],
    ['WAGGLE_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['WAGGLE_TRUSTED_PROXIES', '::/0'],
    ['WAGGLE_LOG_LEVEL', 'silent'],
    ['WAGGLE_DEV', 'false'],
    ['DATABASE_URL', 'postgres://db/waggle'],
    ['DATABASE_URL', 'postgresql:///waggle?host=/var/run/postgresql'],
    ['REDIS_URL', 'rediss://cache'],
    ['WAGGLE_ROUTER_THRESHOLDS', '2,2'],
    ['OPENAI_BASE_URL', 'https://openrouter.example.com/api/v1'],
  ])('%s=%s', (name, value) => {
    expect(() => read({ [name]: value })).not.toThrow();
  });
});

describe('refused, by name and with what it may be', () => {
  test.each([
    ['PORT', 'http', 'from 0 to 65535'],
    ['PORT', '65536', 'from 0 to 65535'],
    ['PORT', '-1', 'from 0 to 65535'],
    ['PORT', '3000.5', 'from 0 to 65535'],
    ['PORT', '1e3', 'from 0 to 65535'],
    ['PORT', '0x50', 'from 0 to 65535'],
    ['WAGGLE_HOST', 'http://localhost', 'without http://'],
    ['WAGGLE_HOST', 'a b', 'an address or a name'],
    ['WAGGLE_URL', 'chat.example.com', 'https://example.com'],
    ['WAGGLE_URL', 'ftp://chat.example.com', 'https://example.com'],
    ['WAGGLE_URL', 'javascript:alert(1)', 'https://example.com'],
    ['WAGGLE_URL', 'https://me:pw@chat.example.com', 'without a user name'],
    ['WAGGLE_URL', 'https://chat.example.com/waggle', 'no path'],
    ['WAGGLE_URL', 'https://chat.example.com/?a=1', 'no query'],
    ['WAGGLE_SECRET', 'x'.repeat(31), 'at least 32 characters'],
    ['WAGGLE_ROLE', 'queen', 'all, web or worker'],
    ['WAGGLE_TRUSTED_PROXIES', 'proxy.example.com', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', '127.0.0.1,256.0.0.1', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', '10.0.0.0/33', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', '10.0.0.0/', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', '10.0.0.0/8/8', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', '10.0.0.0/-1', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', 'fd00::/129', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', 'fe80::1%eth0', 'addresses or networks'],
    ['WAGGLE_TRUSTED_PROXIES', '127.0.0.1 10.0.0.1', 'separated by commas'],
    ['WAGGLE_LOG_LEVEL', 'loud', 'trace, debug, info'],
    ['WAGGLE_DEV', 'yes', '1 or 0'],
    ['DATABASE_URL', 'mysql://db/waggle', 'postgresql://'],
    ['DATABASE_URL', 'db:5432', 'postgresql://'],
    ['DATABASE_URL', './data/waggle.db', 'postgresql://'],
    ['REDIS_URL', 'cache:6379', 'redis://'],
    ['REDIS_URL', 'http://cache', 'redis://'],
    ['ANTHROPIC_API_KEY', 'sk ant', 'the key alone'],
    ['OPENAI_API_KEY', 'sk-1\nsk-2', 'the key alone'],
    ['OPENAI_API_KEY', 'ключ', 'the key alone'],
    ['ANTHROPIC_BASE_URL', 'api.anthropic.com', 'https://example.com'],
    ['OPENAI_BASE_URL', 'file:///etc/passwd', 'https://example.com'],
    ['OLLAMA_URL', 'localhost:11434', 'https://example.com'],
  ])('%s=%j', (name, value, what) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(`  ${name} must `);
    expect(message).toContain(what);
  });
});

describe('the roles of several processes', () => {
  test.each(['web', 'worker'])('%s needs a database and Redis that all can reach', (role) => {
    expect(refusal({ WAGGLE_ROLE: role })).toMatch(/WAGGLE_ROLE .*not set: DATABASE_URL, REDIS_URL$/);
    expect(refusal({ WAGGLE_ROLE: role, DATABASE_URL: database })).toMatch(/not set: REDIS_URL$/);
    expect(refusal({ WAGGLE_ROLE: role, REDIS_URL: redis })).toMatch(/not set: DATABASE_URL$/);
    expect(read({ WAGGLE_ROLE: role, DATABASE_URL: database, REDIS_URL: redis }).role).toBe(role);
  });

  test('all needs neither', () => {
    expect(read({ WAGGLE_ROLE: 'all' }).role).toBe('all');
  });
});

test('one message names every bad setting, each on its line', () => {
  const lines = refusal({ PORT: 'x', WAGGLE_SECRET: 'short', OLLAMA_URL: 'x', WAGGLE_LOG_LEVEL: 'info' }).split('\n');
  expect(lines.slice(1).map((line) => line.trim().split(' ')[0])).toEqual(['PORT', 'WAGGLE_SECRET', 'OLLAMA_URL']);
});

test('no secret is printed, neither with the settings nor with a refusal', () => {
  const source = {
    WAGGLE_SECRET: `hunter2${secret}`,
    DATABASE_URL: database,
    REDIS_URL: redis,
    ANTHROPIC_API_KEY: 'hunter2',
    OPENAI_API_KEY: 'hunter2',
  };
  expect(inspect(read(source), { depth: 10, showHidden: true })).not.toContain('hunter2');
  expect(JSON.stringify(read(source))).not.toContain('hunter2');
  const bad = {
    WAGGLE_SECRET: 'hunter2',
    DATABASE_URL: 'my://hunter2',
    ANTHROPIC_API_KEY: 'hunter2 ',
    REDIS_URL: 'hunter2',
  };
  expect(refusal({ ...bad, OPENAI_API_KEY: 'hunter2 hunter2' })).not.toContain('hunter2');
});

describe('loadEnv', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'waggle-env-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function load(file: string, env: Record<string, string>): string {
    const script = `
      import { loadEnv } from ${JSON.stringify(resolve(import.meta.dirname, 'env.ts'))};
      try { const { port, host } = loadEnv(); console.log(port, host); } catch (error) { console.log(error.message); }`;
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
    return execFileSync(process.execPath, args, {
      encoding: 'utf8',
      env: { NODE_ENV: 'test', ...env, WAGGLE_ENV_FILE: file },
    }).trim();
  }

  test('reads the file, and the environment goes before it', () => {
    const file = join(folder, 'settings');
    writeFileSync(file, 'PORT=4000\nWAGGLE_HOST="::1" # only here\n');
    expect(load(file, {})).toBe('4000 ::1');
    expect(load(file, { PORT: '5000' })).toBe('5000 ::1');
  });

  test('does without a file', () => {
    expect(load(join(folder, 'none'), {})).toBe('3000 undefined');
    expect(load('', { PORT: '5000' })).toBe('5000 undefined');
  });

  test('names a file it can not read', () => {
    expect(load(folder, {})).toContain(`The settings in ${folder} can not be read`);
  });

  test('refuses what the file says as it refuses the environment', () => {
    const file = join(folder, 'bad');
    writeFileSync(file, 'PORT=many\n');
    expect(load(file, {})).toContain('PORT must be a whole number');
  });
});

test('traces go to the collector’s path for them, or where that is said', () => {
  const OTEL_EXPORTER_OTLP_ENDPOINT = 'http://127.0.0.1:4318/';
  expect(read({ OTEL_EXPORTER_OTLP_ENDPOINT }).otlp).toEqual({
    url: 'http://127.0.0.1:4318/v1/traces',
    headers: undefined,
  });
  const { otlp } = read({
    OTEL_EXPORTER_OTLP_ENDPOINT,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example.com/otel?of=waggle',
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20hunter2,x-of=waggle',
  });
  expect(otlp?.url).toBe('https://traces.example.com/otel?of=waggle');
  expect(otlp?.headers?.reveal()).toBe('authorization=Basic%20hunter2,x-of=waggle');
  for (const headers of ['authorization', 'a=%zz', 'a=%0Ab', 'bad name=1']) {
    const message = refusal({ OTEL_EXPORTER_OTLP_HEADERS: headers });
    expect(message).toContain('OTEL_EXPORTER_OTLP_HEADERS must be like');
    expect(message).not.toContain(headers);
  }
});

test('mail is sent where both are set that it needs', () => {
  const url = 'smtps://me:hunter2@mail.example.com:465';
  const { mail } = read({ WAGGLE_SMTP_URL: url, WAGGLE_MAIL_FROM: 'The hive <hive@example.com>' });
  expect(mail).toMatchObject({ from: { name: 'The hive', address: 'hive@example.com' } });
  expect(mail?.url.reveal()).toBe(url);
  expect(inspect(mail)).not.toContain('hunter2');
  expect(read({ WAGGLE_SMTP_URL: url, WAGGLE_MAIL_FROM: 'hive@example.com' }).mail?.from.name).toBe('');
  expect(refusal({ WAGGLE_SMTP_URL: url })).toContain('WAGGLE_MAIL_FROM must be set too');
  expect(refusal({ WAGGLE_MAIL_FROM: 'hive@example.com' })).toContain('WAGGLE_SMTP_URL must be set too');
});

test.each([
  ['WAGGLE_PYTHON_WHEELS', 'https://pypi.example.com/wheels'],
  ['WAGGLE_SMTP_URL', 'https://mail.example.com'],
  ['WAGGLE_SMTP_URL', 'smtp://mail.example.com/x?y=1'],
  ['WAGGLE_MAIL_FROM', 'The hive'],
  ['WAGGLE_MAIL_FROM', 'a@example.com, b@example.com'],
  ['WAGGLE_MAIL_FROM', 'A <a@example.com>\r\nBcc: b@example.com'],
])('%s=%j is refused by its name', (name, value) => {
  const others = { WAGGLE_SMTP_URL: 'smtp://mail.example.com', WAGGLE_MAIL_FROM: 'hive@example.com' };
  expect(refusal({ ...others, [name]: value })).toContain(`  ${name} must be like`);
});
