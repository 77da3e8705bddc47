import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Thresholds } from '../agents/models/router/tiers.ts';
import { Secret } from './secret.ts';
import { headersIn } from './telemetry/headersIn.ts';

export type Role = 'all' | 'web' | 'worker';
export type LogLevel = (typeof logLevels)[number];

/** The settings of one process, checked; what is `undefined` was not set. */
export interface Env {
  /** 0 asks the system for any free port. */
  port: number;
  /** The address to listen on; `undefined` means all. */
  host: string | undefined;
  /** An absolute path. */
  dataDir: string;
  /** The origin under which people reach Waggle, without a slash at its end. */
  url: string | undefined;
  secret: Secret | undefined;
  role: Role;
  /** Addresses and networks (CIDR) whose forwarding headers are believed. */
  trustedProxies: string[];
  logLevel: LogLevel;
  dev: boolean;
  databaseUrl: Secret | undefined;
  redisUrl: Secret | undefined;
  providers: {
    anthropic: { apiKey: Secret | undefined; baseUrl: string | undefined };
    openai: { apiKey: Secret | undefined; baseUrl: string | undefined };
    ollama: { url: string };
  };
  /** What agents search the web with; none of it is needed. */
  search: {
    searxngUrl: string | undefined;
    tavily: Secret | undefined;
    brave: Secret | undefined;
    perplexity: Secret | undefined;
  };
  /** Where traces are sent by OTLP, and headers as `name=value` separated by commas. */
  otlp: { url: string; headers: Secret | undefined } | undefined;
  /** What admins may connect agents to besides what is public: programs of this machine, servers of our own network. */
  mcp: { stdio: boolean; private: boolean };
  /** The folder with the packages that Python programs may import; an absolute path. */
  pythonWheels: string | undefined;
  /** How hard a request must be for a model of the cloud's tier, and for a premium one. */
  thresholds: Thresholds | undefined;
  /** How mail is sent, and in whose name; without it none is. */
  mail: { url: Secret; from: { name: string; address: string } } | undefined;
}

/** Says which settings are wrong and what each may be; made for people, holds no secrets. */
export class EnvError extends Error {
  override name = 'EnvError';
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const text = z.string();
const apiKey = text.regex(/^[!-~]+$/, 'must be the key alone: no spaces, quotes around it or line breaks');
const httpUrl = text.refine(isHttpUrl, 'must be an address like https://example.com, without a user name or password');
const yesOrNo = z.enum(['1', 'true', '0', 'false'], 'must be 1 or 0');

const Settings = z
  .object({
    PORT: text
      .refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, 'must be a whole number from 0 to 65535')
      .default('3000'),
    WAGGLE_HOST: text
      .regex(/^[^\s/]+$/, 'must be an address or a name to listen on, like 127.0.0.1, without http:// or a port')
      .optional(),
    WAGGLE_DATA_DIR: text.default('./data'),
    WAGGLE_URL: httpUrl.refine(isOrigin, 'must end after the host and port: no path, no query').optional(),
    WAGGLE_SECRET: text.min(32, 'must have at least 32 characters, as from: openssl rand -hex 32').optional(),
    WAGGLE_ROLE: z.enum(['all', 'web', 'worker'], 'must be all, web or worker').default('all'),
    WAGGLE_TRUSTED_PROXIES: text
      .transform(listOf)
      .refine((networks) => networks.every(isNetwork), {
        error: 'must be addresses or networks separated by commas, like 127.0.0.1, 10.0.0.0/8',
      })
      .default([]),
    WAGGLE_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
    WAGGLE_DEV: yesOrNo.default('0'),
    DATABASE_URL: text
      .refine(hasScheme('postgres', 'postgresql'), 'must be like postgresql://user:password@host:5432/waggle')
      .optional(),
    REDIS_URL: text.refine(hasScheme('redis', 'rediss'), 'must be like redis://host:6379').optional(),
    ANTHROPIC_API_KEY: apiKey.optional(),
    ANTHROPIC_BASE_URL: httpUrl.optional(),
    OPENAI_API_KEY: apiKey.optional(),
    OPENAI_BASE_URL: httpUrl.optional(),
    OLLAMA_URL: httpUrl.default('http://127.0.0.1:11434'),
    SEARXNG_URL: httpUrl.optional(),
    TAVILY_API_KEY: apiKey.optional(),
    BRAVE_API_KEY: apiKey.optional(),
    PERPLEXITY_API_KEY: apiKey.optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
    OTEL_EXPORTER_OTLP_HEADERS: text
      .refine((value) => headersIn(value) !== undefined, 'must be like name=value,other=value, as in a URL')
      .optional(),
    WAGGLE_MCP_STDIO: yesOrNo.default('0'),
    WAGGLE_MCP_PRIVATE: yesOrNo.default('0'),
    WAGGLE_PYTHON_WHEELS: text
      .refine(
        (path) => !path.includes('\0') && !/^[a-z]+:\/\//i.test(path),
        'must be like /srv/wheels, the path of a folder',
      )
      .optional(),
    WAGGLE_ROUTER_THRESHOLDS: text
      .refine(
        (value) => thresholdsIn(value) !== undefined,
        'must be two numbers from -1 to 2 like 0.2,0.45, the second not less than the first',
      )
      .optional(),
    WAGGLE_SMTP_URL: text.refine(isSmtpUrl, 'must be like smtps://user:password@mail.example.com:465').optional(),
    WAGGLE_MAIL_FROM: text
      .refine((from) => senderIn(from) !== undefined, 'must be like Waggle <waggle@example.com>')
      .optional(),
  })
  .superRefine((settings, context) => {
    const [set, other] =
      settings.WAGGLE_SMTP_URL === undefined
        ? (['WAGGLE_MAIL_FROM', 'WAGGLE_SMTP_URL'] as const)
        : (['WAGGLE_SMTP_URL', 'WAGGLE_MAIL_FROM'] as const);
    if (settings[set] === undefined || settings[other] !== undefined) return;
    context.addIssue({ code: 'custom', path: [other], message: `must be set too where ${set} is` });
  })
  .superRefine((settings, context) => {
    if (settings.WAGGLE_ROLE === 'all') return;
    const missing = (['DATABASE_URL', 'REDIS_URL'] as const).filter((name) => settings[name] === undefined);
    if (missing.length === 0) return;
    context.addIssue({
      code: 'custom',
      path: ['WAGGLE_ROLE'],
      message: `may be ${settings.WAGGLE_ROLE} only with DATABASE_URL and REDIS_URL; not set: ${missing.join(', ')}`,
    });
  });

/** The settings of this process, with those of the `.env` beside package.json where the environment has none. */
export function loadEnv(): Env {
  const file = process.env.WAGGLE_ENV_FILE ?? resolve(import.meta.dirname, '..', '.env');
  if (file !== '') loadFile(file);
  return readEnv(process.env);
}

/** Checks the settings; throws one EnvError that names every bad one. Empty ones count as not set. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const names = Object.keys(Settings.shape);
  const given = names.map((name) => [name, source[name]?.trim() || undefined]);
  const { data, error } = Settings.safeParse(Object.fromEntries(given));
  if (error) throw new EnvError(explain(error));
  return {
    port: Number(data.PORT),
    host: data.WAGGLE_HOST,
    dataDir: resolve(data.WAGGLE_DATA_DIR),
    url: data.WAGGLE_URL && new URL(data.WAGGLE_URL).origin,
    secret: secretOf(data.WAGGLE_SECRET),
    role: data.WAGGLE_ROLE,
    trustedProxies: data.WAGGLE_TRUSTED_PROXIES,
    logLevel: data.WAGGLE_LOG_LEVEL,
    dev: isYes(data.WAGGLE_DEV),
    databaseUrl: secretOf(data.DATABASE_URL),
    redisUrl: secretOf(data.REDIS_URL),
    providers: {
      anthropic: { apiKey: secretOf(data.ANTHROPIC_API_KEY), baseUrl: withoutSlash(data.ANTHROPIC_BASE_URL) },
      openai: { apiKey: secretOf(data.OPENAI_API_KEY), baseUrl: withoutSlash(data.OPENAI_BASE_URL) },
      ollama: { url: withoutSlash(data.OLLAMA_URL) },
    },
    search: {
      searxngUrl: withoutSlash(data.SEARXNG_URL),
      tavily: secretOf(data.TAVILY_API_KEY),
      brave: secretOf(data.BRAVE_API_KEY),
      perplexity: secretOf(data.PERPLEXITY_API_KEY),
    },
    otlp: otlpOf(data),
    mcp: { stdio: isYes(data.WAGGLE_MCP_STDIO), private: isYes(data.WAGGLE_MCP_PRIVATE) },
    pythonWheels: data.WAGGLE_PYTHON_WHEELS && resolve(data.WAGGLE_PYTHON_WHEELS),
    thresholds: thresholdsIn(data.WAGGLE_ROUTER_THRESHOLDS ?? ''),
    mail: mailOf(data),
  };
}

function thresholdsIn(text: string): Thresholds | undefined {
  const numbers = text.split(',').map((part) => part.trim());
  if (numbers.length !== 2 || !numbers.every((number) => /^-?\d+(\.\d+)?$/.test(number))) return undefined;
  const [t1 = Number.NaN, t2 = Number.NaN] = numbers.map(Number);
  return -1 <= t1 && t1 <= t2 && t2 <= 2 ? { t1, t2 } : undefined;
}

/** The address of traces alone goes before that of everything, which has them at a path of its own. */
function otlpOf(data: z.infer<typeof Settings>): Env['otlp'] {
  const base = withoutSlash(data.OTEL_EXPORTER_OTLP_ENDPOINT);
  const url = data.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base && `${base}/v1/traces`);
  return url === undefined ? undefined : { url, headers: secretOf(data.OTEL_EXPORTER_OTLP_HEADERS) };
}

function mailOf({ WAGGLE_SMTP_URL: url, WAGGLE_MAIL_FROM: given }: z.infer<typeof Settings>): Env['mail'] {
  const from = senderIn(given ?? '');
  return url === undefined || from === undefined ? undefined : { url: new Secret(url), from };
}

/** A name and an address, or an address alone. */
function senderIn(given: string): { name: string; address: string } | undefined {
  const [, name = '', inside] = /^([^<>"\r\n]*)<([^<>\s]+)>$/.exec(given) ?? [];
  const address = z
    .email()
    .max(254)
    .safeParse(inside ?? given);
  return address.success ? { name: name.trim(), address: address.data } : undefined;
}

function isSmtpUrl(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    /^smtps?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    /^\/?$/.test(url.pathname) &&
    url.search === ''
  );
}

function loadFile(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new EnvError(`The settings in ${file} can not be read: ${String(error)}`, { cause: error });
  }
}

function explain(error: z.ZodError): string {
  const lines = new Set(error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`));
  return ['Waggle can not start with these settings:', ...lines].join('\n');
}

function isYes(value: '1' | 'true' | '0' | 'false'): boolean {
  return value === '1' || value === 'true';
}

function secretOf(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value);
}

function withoutSlash<T extends string | undefined>(url: T): T {
  return url?.replace(/\/+$/, '') as T;
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isNetwork(network: string): boolean {
  const [address = '', prefix, ...rest] = network.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url === null || (url.pathname === '/' && url.search === '' && url.hash === '');
}

function hasScheme(...schemes: string[]): (value: string) => boolean {
  return (value) => schemes.some((scheme) => URL.parse(value)?.protocol === `${scheme}:`);
}

/** What a process of ours may know of the environment of the one that starts it: where Node keeps what it compiled. */
export function compileCache(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env;
  return (NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }) as NodeJS.ProcessEnv;
}
