import { type Sought, soughtFor } from '../agents/guard/redactor.ts';
import type { Env } from './env.ts';
import type { Secret } from './secret.ts';
import { headersIn } from './telemetry/headersIn.ts';

/** Words after which the cookie of somebody's session stands. */
const BEFORE_SESSIONS = ['waggle.session_token='];

type Parts = {
  env: Pick<Env, 'databaseUrl' | 'redisUrl' | 'search' | 'mail' | 'otlp'>;
  secret: Secret;
  vapid: { privateKey: string };
  /** Keys that may change meanwhile. */
  keys: readonly (() => readonly string[])[];
};

/** What this process knows and nobody else may read, to be found again in what models write. */
export function knownSecrets({ env, secret, vapid, keys }: Parts): () => Sought {
  const { tavily, brave, perplexity } = env.search;
  const kept = [secret, tavily, brave, perplexity].flatMap((one) => one?.reveal() ?? []);
  const passwords = [env.databaseUrl, env.redisUrl, env.mail?.url].flatMap((url) => passwordsIn(url?.reveal() ?? ''));
  const headers = Object.values(headersIn(env.otlp?.headers?.reveal() ?? '') ?? {}).map(credentialsOf);
  let last: { keys: string; sought: Sought } | undefined;
  return () => {
    const now = keys.flatMap((read) => read());
    const together = now.join('\n');
    if (last?.keys !== together) {
      const all = [...kept, vapid.privateKey, ...passwords, ...headers, ...now];
      last = { keys: together, sought: soughtFor(all, BEFORE_SESSIONS) };
    }
    return last.sought;
  };
}

/** What follows a scheme, as in `Bearer abc`; else all of it. */
function credentialsOf(header: string): string {
  return /^[A-Za-z]+\s+(\S+)$/.exec(header)?.[1] ?? header;
}

/** As it stands in the address, and as it is typed. */
function passwordsIn(address: string): string[] {
  const { password = '' } = URL.parse(address) ?? {};
  return password === '' ? [] : [...new Set([password, decoded(password)])];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
