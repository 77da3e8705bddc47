import { createScripted, type ScriptedProvider } from '../../../agents/providers/scripted.ts';
import type { NewConnection } from '../../../shared/commands/connections.ts';
import type { Connection } from '../../../shared/connection.ts';
import { newId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/message.ts';
import type { AppForm } from '../../testing/appForms.ts';
import type { TestSocket } from '../../socket/testing/testSocket.ts';
import { startApp, type TestApp } from '../../testing/testApp.ts';

/** What the agent of these tests calls next, and what models were asked. */
export type Played = { calls: readonly { call: string; input?: unknown }[]; provider: ScriptedProvider };

/** A whole Waggle whose agent calls what a test says, once for each request, and then says `Done.` */
export async function startConnected(form: AppForm, env: Record<string, string> = { WAGGLE_MCP_PRIVATE: '1' }) {
  const played: Played = {
    calls: [],
    provider: createScripted(({ rounds = [] }) => (rounds.length > 0 ? [{ text: 'Done.' }] : played.calls), {
      demo: true,
    }),
  };
  const app = await startApp(form, { env, overrides: { demo: played.provider } });
  const admin = await app.signUp('Ada Admin');
  const socket = await admin.connect();
  const chat = newId();
  await socket.do('chat:create', { id: chat, kind: 'group', title: 'Bees', contacts: ['coder'] });
  return { app, admin, socket, chat, played };
}

export type Connected = Awaited<ReturnType<typeof startConnected>>;

/** Adds a server for the workspace. */
export async function connect(socket: TestSocket, to: NewConnection, name = 'Test'): Promise<Connection> {
  return (await socket.do('mcp:add', { name, forWhom: 'workspace', to })).connection;
}

export function http(url: string, token = ''): NewConnection {
  return { kind: 'http', url, token };
}

/** Lets the coder use these tools as they are now. */
export async function grant(socket: TestSocket, { id: connectionId }: Connection, ...names: string[]): Promise<void> {
  const { tools } = await socket.do('mcp:tools', { connectionId });
  for (const { name, hash } of tools.filter((tool) => names.includes(tool.name))) {
    await socket.do('mcp:grant', { connectionId, tool: name, agentId: 'coder', hash, on: true });
  }
}

/** Asks the coder, who makes these calls; the answer's message once `enough` says so. */
export async function ask(
  { socket, chat, played }: Connected,
  calls: Played['calls'],
  enough: (message: Message) => boolean = ({ status }) => status !== 'streaming',
): Promise<Message> {
  played.calls = calls;
  const { messages = [] } = await socket.do('message:send', { id: newId(), chatId: chat, text: '@coder please' });
  const id = messages.find(({ senderKind }) => senderKind === 'agent')?.id;
  return told(socket, (message) => message.id === id && enough(message));
}

/** The latest state of a message that is told to this socket. */
export async function told(socket: TestSocket, wanted: (message: Message) => boolean): Promise<Message> {
  const find = () =>
    socket
      .eventsOf('chat:changed')
      .flatMap(({ messages = [] }) => messages)
      .findLast(wanted);
  return new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    socket.onEvent(look);
    look();
  });
}

/** Says yes to what an answer waits for. */
export async function allow({ socket, chat }: Connected, { id: messageId, cards = [] }: Message): Promise<void> {
  for (const { key, approval } of cards) {
    if (approval?.decision !== null) continue;
    await socket.do('call:decide', { chatId: chat, messageId, key, hash: approval.hash, allowed: true, reason: '' });
  }
}

/** Whether so many calls of an answer wait for a person. */
export function waits(count = 1) {
  return ({ cards = [] }: Message): boolean => cards.filter(({ state }) => state === 'waiting').length === count;
}

/** What the model last read of its calls. */
export function read({ played }: Connected): string[] {
  return (played.provider.calls.at(-1)?.rounds ?? []).flatMap(({ results }) => results.map(({ text }) => text));
}

/** Closes the app with its socket. */
export async function closeConnected({ app, socket }: { app: TestApp; socket: TestSocket }): Promise<void> {
  socket.close();
  await app.close();
}
