import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { embedded } from '../testing/appForms.ts';
import type { TestPerson } from '../testing/testApp.ts';
import { closeConnected, connect, type Connected, grant, http, startConnected } from './testing/connected.ts';
import { startMcpServer, type TestMcpServer, toolOf } from './testing/mcpServer.ts';

let connected: Connected;
let ben: TestPerson;
let server: TestMcpServer;

beforeAll(async () => {
  connected = await startConnected(embedded);
  await connected.socket.do('workspace:update', { openSignUp: true });
  ben = await connected.app.signUp('Ben');
});
afterAll(() => closeConnected(connected));
beforeEach(async () => {
  server = await startMcpServer();
});
afterEach(() => server.close());

/** How often a socket has been told so far that something it sees may be another. */
function heard(socket: TestSocket): () => { own: number; all: number } {
  const count = (name: 'user:changed' | 'workspace:changed') => new Set(socket.eventsOf(name).map(versionOf)).size;
  const before = { own: count('user:changed'), all: count('workspace:changed') };
  return () => ({ own: count('user:changed') - before.own, all: count('workspace:changed') - before.all });
}

const versionOf = (event: { version: number } | { workspace: { version: number } }) =>
  'version' in event ? event.version : event.workspace.version;

/** Those of everybody are told of all together, after a short rest. */
async function hearsOfAll(socket: TestSocket, work: () => Promise<unknown>): Promise<void> {
  const since = heard(socket);
  await work();
  await expect.poll(() => since().all).toBeGreaterThan(0);
}

describe('what changes of a connected server', () => {
  it('is heard by everybody where it is the workspace’s: what an admin does, and what it does itself', async () => {
    const { socket } = connected;
    server.tools = [toolOf('add')];
    const phone = await ben.connect();
    let connection = await connect(socket, http(server.url), 'Hive');
    const { id: connectionId } = connection;
    await expect.poll(() => phone.eventsOf('workspace:changed').length).toBeGreaterThan(0);
    const seen = async () => (await phone.do('mcp:list', {})).connections.find(({ id }) => id === connectionId);
    expect(await seen()).toMatchObject({ name: 'Hive', tools: 1, mine: false });

    await hearsOfAll(phone, () => socket.do('mcp:update', { connectionId, name: 'Bees', trusted: true }));
    expect(await seen()).toMatchObject({ name: 'Bees', trusted: true });
    await hearsOfAll(phone, () => grant(socket, connection, 'add'));
    const agents = async () => (await phone.do('mcp:tools', { connectionId })).tools[0]?.agents;
    expect(await agents()).toEqual([{ agentId: 'coder', changed: false }]);

    // It says itself that a tool is another.
    server.tools = [toolOf('add', { description: 'Does more.' })];
    await hearsOfAll(phone, () => server.tell('notifications/tools/list_changed'));
    await expect.poll(seen).toMatchObject({ changed: 1 });
    expect(await agents()).toEqual([{ agentId: 'coder', changed: true }]);

    // It does not answer any more, which an admin finds out.
    server.before = (_, response) => {
      response.writeHead(401).end();
      return true;
    };
    await hearsOfAll(phone, async () => {
      ({ connection } = await socket.do('mcp:refresh', { connectionId }));
    });
    expect(connection.state.kind).toBe('sign-in');
    expect(await seen()).toMatchObject({ state: { kind: 'sign-in' } });

    await hearsOfAll(phone, () => socket.do('mcp:remove', { connectionId }));
    expect(await seen()).toBeUndefined();
    phone.close();
  });

  it('is heard by the other devices of whose it is, and by nobody else', async () => {
    const [desk, phone] = await Promise.all([ben.connect(), ben.connect()]);
    const [own, other] = [heard(phone), heard(connected.socket)];
    const { connection } = await desk.do('mcp:add', { name: 'Mine', forWhom: 'me', to: http(server.url) });
    const connectionId = connection.id;
    await phone.settle();
    expect(own()).toEqual({ own: 1, all: 0 });
    await desk.do('mcp:update', { connectionId, name: 'My own' });
    await desk.do('mcp:remove', { connectionId });
    await Promise.all([phone.settle(), connected.socket.settle()]);
    expect(own()).toEqual({ own: 3, all: 0 });
    expect(other()).toEqual({ own: 0, all: 0 });
    desk.close();
    phone.close();
  });

  it('is not told where a server only says that something is another', async () => {
    const { socket } = connected;
    const version = async () =>
      (await socket.do('sync', { workspace: 0, user: 0, chats: {} })).workspace?.workspace.version;
    server.tools = [toolOf('add')];
    const { id: connectionId } = await connect(socket, http(server.url), 'Same');
    const [before = 0, asked] = [await version(), server.asked.length];
    await server.tell('notifications/tools/list_changed');
    await expect.poll(() => server.asked.length).toBeGreaterThan(asked);
    // Connects anew, and so takes longer than keeping what was listed.
    await socket.do('mcp:refresh', { connectionId });
    expect(await version()).toBe(before + 1);
  });
});
