import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { embedded } from '../testing/appForms.ts';
import { type AuthServer, startAuthServer } from './testing/authServer.ts';
import {
  allow,
  ask,
  closeConnected,
  connect,
  type Connected,
  grant,
  http,
  startConnected,
  told,
  waits,
} from './testing/connected.ts';
import { startMcpServer, type TestMcpServer, toolOf } from './testing/mcpServer.ts';

let connected: Connected;
let server: TestMcpServer;
let authority: AuthServer;
let named = 0;

beforeAll(async () => {
  connected = await startConnected(embedded);
});
afterAll(() => closeConnected(connected));
beforeEach(async () => {
  [server, authority] = await Promise.all([startMcpServer(), startAuthServer()]);
  named += 1;
  server.tools = [toolOf('look')];
  const { origin } = new URL(server.url);
  server.before = (request, response) => {
    if (request.url?.startsWith('/.well-known/oauth-protected-resource') === true) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ resource: server.url, authorization_servers: [authority.url] }));
      return true;
    }
    if (authority.tokens.has(request.headers.authorization?.slice('Bearer '.length) ?? '')) return false;
    const challenge = `Bearer resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
    return true;
  };
});
afterEach(() => Promise.all([server.close(), authority.close()]));

/** Brings somebody back to where they are sent, with these cookies; where they end up. */
async function back(to: URL, cookie: string) {
  const response = await fetch(to, { headers: { cookie }, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location') };
}

async function begin() {
  const { socket, admin } = connected;
  const connection = await connect(socket, http(server.url), `S${named}`);
  expect(connection.state.kind).toBe('sign-in');
  const { url } = await socket.do('mcp:authorize', { connectionId: connection.id });
  return { connection, returned: await authority.visit(url), cookie: admin.cookie };
}

async function stateOf(id: string) {
  const { connections } = await connected.socket.do('mcp:list', {});
  return connections.find((one) => one.id === id);
}

it('is done in the browser, once, and lasts by tokens that are renewed', async () => {
  const { app, socket } = connected;
  const { connection, returned, cookie } = await begin();
  expect(authority.registered).toEqual([[`${app.url}/api/mcp/callback`]]);
  expect(await back(returned, cookie)).toEqual({ status: 303, location: '/settings/connections' });
  expect(authority.exchanged[0]?.get('resource')).toBe(server.url);
  expect(await stateOf(connection.id)).toMatchObject({ state: { kind: 'connected' }, signedInBy: 'account', tools: 1 });
  expect(await back(returned, cookie)).toMatchObject({ status: 403 });

  await grant(socket, connection, 'look');
  authority.tokens.clear();
  const waiting = await ask(connected, [{ call: `mcp_s${named}_look` }], waits());
  await allow(connected, waiting);
  const { cards } = await told(socket, ({ id, status }) => id === waiting.id && status !== 'streaming');
  expect(cards).toMatchObject([{ state: 'done' }]);
  expect(authority.exchanged.map((form) => form.get('grant_type'))).toEqual(['authorization_code', 'refresh_token']);

  const told_ = JSON.stringify([socket.heard, await socket.do('mcp:list', {})]) + app.logged.join();
  for (const token of authority.tokens) expect(told_).not.toContain(token);
});

it('asks for a person where nothing can be renewed', async () => {
  const { connection, returned, cookie } = await begin();
  await back(returned, cookie);
  await authority.close();
  authority = await startAuthServer();
  await connected.socket.do('mcp:refresh', { connectionId: connection.id });
  expect((await stateOf(connection.id))?.state.kind).not.toBe('connected');
});

it('is not ended by somebody else, in another session, or from another place', async () => {
  const { connection, returned, cookie } = await begin();
  const { app, admin, socket } = connected;
  await socket.do('workspace:update', { openSignUp: true });
  const bob = await app.signUp(`Bob ${named}`);
  expect(await back(returned, '')).toMatchObject({ status: 401 });
  expect(await back(returned, bob.cookie)).toMatchObject({ status: 403 });
  expect(await back(returned, (await admin.signIn()).cookie)).toMatchObject({ status: 403 });
  const forged = new URL(returned);
  forged.searchParams.set('state', `${connection.id}.forged`);
  expect(await back(forged, cookie)).toMatchObject({ status: 403 });
  const elsewhere = new URL(returned);
  elsewhere.searchParams.set('iss', 'https://evil.example');
  expect(await back(elsewhere, cookie)).toMatchObject({ status: 303 });
  expect(authority.exchanged).toEqual([]);
  expect((await stateOf(connection.id))?.signedInBy).toBe('nothing');
});

it('is not begun where the server names another one as its own', async () => {
  const { socket } = connected;
  const connection = await connect(socket, http(server.url), `S${named}`);
  const { before } = server;
  server.before = (request, response) => {
    if (request.url?.startsWith('/.well-known/oauth-protected-resource') !== true) return before(request, response);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ resource: 'https://bank.example/', authorization_servers: [authority.url] }));
    return true;
  };
  expect(await socket.ask('mcp:authorize', { connectionId: connection.id })).toMatchObject({ reason: 'no-sign-in' });
});
