import { createServer, type Server as HttpServer } from 'node:http';
import { resolve } from 'node:path';
import type { Provider } from '../agents/providers/provider.ts';
import { answerFolder } from './answerFolder.ts';
import { createLimits, type Limit, type LimitName, limitTable } from './auth/limits.ts';
import { openDoors } from './doors.ts';
import type { Env } from './env.ts';
import { databaseCheck, leavingCheck, pageCheck, readVersion, redisCheck } from './health.ts';
import { createApi } from './http/api.ts';
import { trustedProxies } from './http/clientAddress.ts';
import { healthRoutes } from './http/healthRoutes.ts';
import { ownOrigin } from './http/origin.ts';
import { listen } from './listen.ts';
import type { Logger } from './log.ts';
import { openDevPage } from './page/devPage.ts';
import { openPage, type Page } from './page/page.ts';
import { securityHeaders } from './page/policy.ts';
import { openParts, type Parts, type PartsSettings } from './parts.ts';
import { createSite } from './site.ts';
import { closeSockets, sayGoodbye } from './socket/goodbye.ts';
import { routeUpgrades } from './upgrades.ts';
import { readWorkspace } from './store/workspace.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** How long what agents are writing may take to end when the process is stopped. */
const DRAIN_MS = 10_000;

export interface App {
  readonly parts: Parts;
  /** Takes requests from now on; the port it is. */
  listen(): Promise<number>;
  /** Lets the agents end what they are at, hands over what remains, and ends. Called again, waits for the same end. */
  close(drainMs?: number): Promise<void>;
  /** Whether nobody has an account yet. */
  isFirstRun(): Promise<boolean>;
}

/**
 * So long the head of a request may take to come in, and a whole one, which may be a large file on a slow line; and a
 * connection, such as one whose answer is not read, to stand still.
 */
const HEAD_MS = 60_000;
const REQUEST_MS = 6 * 60 * 60_000;
const IDLE_MS = 120_000;

/** What tests put in the place of the usual. */
export interface Overrides {
  pageFolder?: string;
  limits?: Partial<Record<LimitName, Limit>>;
  /** Answers where no provider is configured. */
  demo?: Provider;
  sessionCheckMs?: number;
  push?: PartsSettings['push'];
  reach?: PartsSettings['reach'];
}

type Options = { env: Env; log: Logger; overrides?: Overrides };

/** Opens and joins all parts of one process. What it throws has been cleaned up after. */
export async function createApp(options: Options): Promise<App> {
  const opened = new AsyncDisposableStack();
  try {
    return await wire(options, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function wire({ env, log, overrides = {} }: Options, opened: AsyncDisposableStack): Promise<App> {
  const isWorker = env.role === 'worker';
  const isOwnOrigin = ownOrigin(env.url);
  const trusted = trustedProxies(env.trustedProxies);
  // Socket.IO takes its own requests away from the listeners it finds, so ours is there first.
  const http = createServer({ headersTimeout: HEAD_MS, requestTimeout: REQUEST_MS }, (request, response) =>
    site(request, response),
  );
  http.setTimeout(IDLE_MS);
  const parts = await openParts(
    {
      ...{ env, log, http: isWorker ? undefined : http, isOwnOrigin },
      ...{ demo: overrides.demo, push: overrides.push, reach: overrides.reach },
    },
    opened,
  );
  const { lines, store, database, providers, io, runs, catalog, traces } = parts;

  const page = isWorker ? undefined : await openScreens(env, overrides, http, opened);
  let leaving: Promise<void> | undefined;
  const checks = [databaseCheck(database), redisCheck(lines), leavingCheck(() => leaving !== undefined)];
  const health = healthRoutes({
    facts: {
      version: readVersion(),
      database: store.description,
      queue: lines.description,
      role: env.role,
      providers: () => providers.providers().map((provider) => provider.id),
    },
    checks: page === undefined ? checks : [...checks, pageCheck(page)],
  });
  const limits = createLimits({ redis: lines.redis, table: { ...limitTable, ...overrides.limits } });
  const { sessionCheckMs } = overrides;
  const build = () => page?.build ?? '';
  const doors = openDoors(
    parts,
    {
      publicUrl: env.url,
      trusted,
      limits,
      logger: log,
      build,
      sessionCheckMs,
      mayReach: overrides.push?.net?.mayReach,
      reach: overrides.reach,
      mail: env.mail !== undefined,
    },
    opened,
  );

  const routes = isWorker ? health : [...health, ...doors.routes];
  const passages = isWorker ? [] : doors.passages;
  const api = createApi({ routes, passages, isOwnOrigin, trusted, logger: log });
  const headers = securityHeaders({ scriptSources: page?.scriptSources ?? [], publicUrl: env.url, dev: env.dev });
  const site = createSite({ api, page, headers, logger: log });

  async function end(drainMs: number): Promise<void> {
    // Whoever can go elsewhere goes now; without another process they stay for the end of what they are reading.
    http.close();
    http.closeIdleConnections();
    if (parts.bus.hasOthers) sayGoodbye(io);
    await runs.close(drainMs);
    if (!parts.bus.hasOthers) sayGoodbye(io);
    await closeSockets(io);
    http.closeAllConnections();
    await opened.disposeAsync();
  }

  return {
    parts,
    async listen() {
      const port = await listen(http, env.port, env.host);
      store.folder?.handle(
        answerFolder({
          database,
          origin: env.url ?? localUrl(port, env.host),
          catalog,
          thresholds: env.thresholds,
          flush: traces.flush,
        }),
      );
      return port;
    },
    close: (drainMs = DRAIN_MS) => (leaving ??= end(drainMs)),
    isFirstRun: async () => (await readWorkspace(database.prisma)) === undefined,
  };
}

/** The address at which people at this machine reach a process that has no public one. */
export function localUrl(port: number, host?: string): string {
  const isLocal = host === undefined || ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host);
  return `http://${isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function openScreens(
  env: Env,
  overrides: Overrides,
  http: HttpServer,
  opened: AsyncDisposableStack,
): Promise<Page> {
  if (!env.dev) {
    routeUpgrades(http, undefined);
    return openPage(overrides.pageFolder ?? resolve(ROOT, 'out'));
  }
  const page = await openDevPage(ROOT);
  opened.defer(() => page.close());
  routeUpgrades(http, page.upgrade);
  return page;
}
