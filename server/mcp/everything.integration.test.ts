import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { embedded } from '../testing/appForms.ts';
import { EVERYTHING, startEverything } from './testing/everything.ts';
import {
  allow,
  ask,
  closeConnected,
  connect,
  type Connected,
  grant,
  http,
  read,
  startConnected,
  told,
  waits,
} from './testing/connected.ts';

let connected: Connected;
let everything: Awaited<ReturnType<typeof startEverything>>;

beforeAll(async () => {
  [connected, everything] = await Promise.all([
    startConnected(embedded, { WAGGLE_MCP_PRIVATE: '1', WAGGLE_MCP_STDIO: '1' }),
    startEverything(),
  ]);
});
afterAll(async () => {
  await closeConnected(connected);
  await everything.close();
});

/** The answer to these calls, each of which a person allows. */
async function answer(...calls: Parameters<typeof ask>[1]) {
  const waiting = await ask(connected, calls, waits(calls.length));
  await allow(connected, waiting);
  return told(connected.socket, ({ id, status }) => id === waiting.id && status !== 'streaming');
}

/** The server asks the person something while it works. */
async function asksBack(call: string) {
  const { socket, chat } = connected;
  const waiting = await ask(connected, [{ call }], waits());
  await allow(connected, waiting);
  const { id: messageId, cards = [] } = await told(socket, ({ id, cards: [card] = [] }) => {
    return id === waiting.id && card?.question !== undefined;
  });
  const key = cards[0]?.key ?? '';
  const question = cards[0]?.question;
  expect(question?.fields[0]).toMatchObject({ name: 'name', kind: 'text', required: true });
  const about = { chatId: chat, messageId, key, questionId: question?.id ?? '' };
  expect(await socket.ask('call:answer', { ...about, values: { check: true } })).toMatchObject({ code: 'bad-input' });
  expect(await socket.ask('call:answer', { ...about, questionId: newId(), values: null })).toMatchObject({
    code: 'conflict',
  });
  await socket.do('call:answer', { ...about, values: { name: 'Maja' } });
  const ended = await told(socket, ({ id, status }) => id === messageId && status !== 'streaming');
  expect(ended.cards?.[0]).not.toHaveProperty('question');
  expect(read(connected)[0]).toContain('Maja');
}

it.each([
  ['over HTTP', () => http(everything.url)],
  ['over stdio', () => ({ kind: 'stdio' as const, command: process.execPath, args: [EVERYTHING, 'stdio'], env: {} })],
])('speaks with the official server %s', async (name, to) => {
  const { socket } = connected;
  const connection = await connect(socket, to(), name.slice(5));
  expect(connection).toMatchObject({ state: { kind: 'connected' }, mine: true, trusted: false, signedInBy: 'nothing' });
  const slug = name.slice(5).toLowerCase();
  const { tools } = await socket.do('mcp:tools', { connectionId: connection.id });
  expect(tools.map((tool) => tool.name)).toEqual(expect.arrayContaining(['echo', 'get-sum', 'resources/read']));
  expect(connection.tools).toBe(tools.length);

  await grant(
    socket,
    connection,
    'echo',
    'get-sum',
    'get-tiny-image',
    'resources/list',
    'resources/read',
    'trigger-long-running-operation',
    'trigger-elicitation-request',
  );
  const message = await answer(
    { call: `mcp_${slug}_echo`, input: { message: 'Bzzz' } },
    { call: `mcp_${slug}_get_sum`, input: { a: 2, b: 40 } },
    { call: `mcp_${slug}_get_tiny_image` },
    { call: `mcp_${slug}_trigger_long_running_operation`, input: { duration: 0.2, steps: 2 } },
  );
  expect(message).toMatchObject({ status: 'complete', text: 'Done.' });
  expect(message.cards?.[0]).toMatchObject({ state: 'done', label: { title: 'Echo Tool', from: name.slice(5) } });
  expect(message.attachments).toMatchObject([{ kind: 'image' }]);
  const [echo = '', sum = ''] = read(connected);
  expect(echo).toMatch(/^\[outside [^]*Bzzz/);
  expect(sum).toContain('42');

  await asksBack(`mcp_${slug}_trigger_elicitation_request`);

  await answer({ call: `mcp_${slug}_resources_list` });
  const uri = /demo:\/\/resource\/static\S+/.exec(read(connected).join())?.[0] ?? '';
  await answer({ call: `mcp_${slug}_resources_read`, input: { uri } });
  expect(read(connected)[0]).toContain(uri);
});
