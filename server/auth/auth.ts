import { prismaAdapter } from 'better-auth/adapters/prisma';
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal';
import type { Logger } from 'pino';
import { newId } from '../../shared/ids.ts';
import type { PrismaClient } from '../store/database.ts';

const DAY_S = 24 * 60 * 60;
export const SESSION_S = 30 * DAY_S;

/** The header in which we hand an address on; one from outside is overwritten. */
export const ADDRESS_HEADER = 'x-waggle-address';

type Settings = {
  prisma: PrismaClient;
  secret: string;
  /** Where people reach Waggle, if that was set; decides whether cookies are for https only. */
  publicUrl: string | undefined;
  logger: Pick<Logger, 'error'>;
};

/**
 * Sessions, their cookies and password hashing. Its own endpoints are not served: the routes under /api call it, after
 * their own checks of origin and number of attempts.
 */
export function createAuth({ prisma, secret, publicUrl, logger }: Settings) {
  const options = {
    appName: 'Waggle',
    baseURL: publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    secret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: SESSION_S, updateAge: DAY_S, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // What it hands over beside the sentence may hold what people entered.
      log: (_level, message) => logger.error({ part: 'better-auth' }, message),
    },
    advanced: {
      cookiePrefix: 'waggle',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, path: '/' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => newId() },
    },
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}

export type Auth = ReturnType<typeof createAuth>;
