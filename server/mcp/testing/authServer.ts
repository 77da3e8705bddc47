import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

type Code = { challenge: string; redirect: string; client: string; resource: string | null };

/** An authorisation server (RFC 8414, 7591, 7636, 8707, 9207) in which everybody is signed in at once. */
export type AuthServer = {
  url: string;
  /** What may be asked of the resource with. */
  tokens: Set<string>;
  /** What was exchanged, by its form. */
  exchanged: URLSearchParams[];
  registered: string[][];
  /** What it says of itself in the answers it sends people back with. */
  iss: string;
  /** Follows a person's browser to where they are sent back to. */
  visit(address: string): Promise<URL>;
  close(): Promise<void>;
};

export async function startAuthServer(): Promise<AuthServer> {
  const clients = new Map<string, string[]>();
  const codes = new Map<string, Code>();
  const refreshing = new Set<string>();
  const http = createServer((request, response) => {
    void answer(request).then(({ status, body, location }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...(location !== undefined && { location }) });
      response.end(JSON.stringify(body));
    });
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const test: AuthServer = {
    ...{ url, tokens: new Set(), exchanged: [], registered: [], iss: url },
    async visit(asked) {
      const { headers } = await fetch(asked, { redirect: 'manual' });
      return new URL(headers.get('location') ?? '');
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };

  type Answer = { status: number; body: unknown; location?: string };
  const bad = (error: string): Answer => ({ status: 400, body: { error } });

  async function answer(request: IncomingMessage): Promise<Answer> {
    const asked = new URL(request.url ?? '/', url);
    switch (asked.pathname) {
      case '/.well-known/oauth-authorization-server':
        return { status: 200, body: metadataOf(url) };
      case '/register': {
        const { redirect_uris: redirects } = JSON.parse(await bodyOf(request)) as { redirect_uris: string[] };
        const id = randomUUID();
        clients.set(id, redirects);
        test.registered.push(redirects);
        return { status: 201, body: { client_id: id, redirect_uris: redirects, token_endpoint_auth_method: 'none' } };
      }
      case '/authorize':
        return authorise(asked.searchParams);
      case '/token':
        return exchange(new URLSearchParams(await bodyOf(request)));
      default:
        return { status: 404, body: {} };
    }
  }

  function authorise(query: URLSearchParams): Answer {
    const [client, redirect, challenge] = ['client_id', 'redirect_uri', 'code_challenge'].map(
      (name) => query.get(name) ?? '',
    );
    if (client === undefined || redirect === undefined || challenge === undefined) return bad('invalid_request');
    if (clients.get(client)?.includes(redirect) !== true || query.get('code_challenge_method') !== 'S256') {
      return bad('invalid_request');
    }
    const code = randomUUID();
    codes.set(code, { challenge, redirect, client, resource: query.get('resource') });
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    back.searchParams.set('iss', test.iss);
    return { status: 302, body: {}, location: back.href };
  }

  function exchange(form: URLSearchParams): Answer {
    test.exchanged.push(form);
    if (form.get('grant_type') === 'refresh_token') {
      if (!refreshing.delete(form.get('refresh_token') ?? '')) return bad('invalid_grant');
      return given();
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      code?.challenge === challenge &&
      code.redirect === form.get('redirect_uri') &&
      code.client === form.get('client_id');
    return fits ? given() : bad('invalid_grant');
  }

  function given(): Answer {
    const [access, refresh] = [`access-${randomUUID()}`, `refresh-${randomUUID()}`];
    test.tokens.add(access);
    refreshing.add(refresh);
    return {
      status: 200,
      body: { access_token: access, refresh_token: refresh, token_type: 'Bearer', expires_in: 3600 },
    };
  }
  return test;
}

function metadataOf(url: string) {
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    registration_endpoint: `${url}/register`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    authorization_response_iss_parameter_supported: true,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += String(piece);
  return body;
}
