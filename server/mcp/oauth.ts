import {
  auth,
  type OAuthClientProvider,
  type OAuthDiscoveryState,
  type StoredOAuthClientInformation,
  type StoredOAuthTokens,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { GuardedFetch } from '../net/guardedFetch.ts';

/** What the client's library keeps between its calls; it is its own to read. */
const Kept = z.record(z.string(), z.unknown());

/** Who we are to an authorisation server, and what it gave us; `pending` while a person is there to sign in. */
export const OAuth = z.object({
  redirectUrl: z.string(),
  client: Kept.optional(),
  tokens: Kept.optional(),
  discovery: Kept.optional(),
  pending: z
    .object({
      /** Of what comes back with the person; itself it is not kept. */
      stateHash: z.string(),
      userId: z.string(),
      sessionId: z.string(),
      verifier: z.string(),
      expiresAt: z.number(),
    })
    .optional(),
});
export type OAuth = z.infer<typeof OAuth>;

/** Where a person has to go to sign in, and what is to be kept until they come back. */
export type Begun = { url: URL; verifier: string; oauth: OAuth };

type Server = { url: string; fetch: GuardedFetch };

/** Finds out who signs people in for a server, registers us there, and makes the address to go to. Throws what goes wrong. */
export async function beginSignIn(server: Server, before: OAuth, state: string): Promise<Begun> {
  // Everything but who we are is asked for anew.
  const memory = new Memory({ redirectUrl: before.redirectUrl, client: before.client }, state);
  await auth(memory, { serverUrl: server.url, fetchFn: server.fetch });
  if (memory.url === null) throw new UnauthorizedError('nowhere to sign in');
  return { url: memory.url, verifier: memory.verifier, oauth: memory.oauth };
}

/** Takes the tokens for the code a person brought back; checks that it is of whom they were sent to. */
export async function endSignIn(
  server: Server,
  { oauth, verifier, code, iss }: { oauth: OAuth; verifier: string; code: string; iss: string | undefined },
): Promise<OAuth> {
  const memory = new Memory(oauth, '');
  memory.verifier = verifier;
  await auth(memory, {
    ...{ serverUrl: server.url, fetchFn: server.fetch, authorizationCode: code },
    ...(iss !== undefined && { iss }),
  });
  return memory.oauth;
}

/** New tokens for old ones; throws UnauthorizedError where a person has to sign in again. */
export async function refresh(server: Server, before: OAuth): Promise<OAuth> {
  if (before.tokens?.refresh_token === undefined) throw new UnauthorizedError('nothing to refresh');
  const memory = new Memory(before, '');
  await auth(memory, { serverUrl: server.url, fetchFn: server.fetch });
  if (memory.url !== null) throw new UnauthorizedError('it has to be signed in again');
  return memory.oauth;
}

/** The token to be shown to the server; undefined without one. */
export function accessTokenOf(oauth: OAuth | undefined): string | undefined {
  const token = oauth?.tokens?.access_token;
  return typeof token === 'string' ? token : undefined;
}

/** What the library keeps while it works; nothing of it is stored by itself. */
class Memory implements OAuthClientProvider {
  oauth: OAuth;
  verifier = '';
  url: URL | null = null;
  readonly #state: string;

  constructor(oauth: OAuth, state: string) {
    this.oauth = oauth;
    this.#state = state;
  }

  get redirectUrl(): string {
    return this.oauth.redirectUrl;
  }

  get clientMetadata() {
    return {
      client_name: 'Waggle',
      redirect_uris: [this.oauth.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
  }

  state(): string {
    return this.#state;
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.oauth.client as StoredOAuthClientInformation | undefined;
  }

  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.oauth = { ...this.oauth, client: { ...client } };
  }

  tokens(): StoredOAuthTokens | undefined {
    return this.oauth.tokens as StoredOAuthTokens | undefined;
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    this.oauth = { ...this.oauth, tokens: { ...tokens } };
  }

  redirectToAuthorization(url: URL): void {
    this.url = url;
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    return this.verifier;
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.oauth = { ...this.oauth, discovery: { ...discovery } };
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.oauth.discovery as OAuthDiscoveryState | undefined;
  }

  invalidateCredentials(scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    const { client, tokens, discovery, ...rest } = this.oauth;
    this.oauth = {
      ...rest,
      ...(scope !== 'all' && scope !== 'client' && { client }),
      ...(scope !== 'all' && scope !== 'tokens' && { tokens }),
      ...(scope !== 'all' && scope !== 'discovery' && { discovery }),
    };
  }
}
