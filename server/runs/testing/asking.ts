import { once } from 'node:events';
import { createScripted } from '../../../agents/providers/scripted.ts';
import { done, type TestTool, toolNamed } from '../../../agents/run/loop/testing/loopParts.ts';
import type { Message } from '../../../shared/message.ts';
import type { ToolCard } from '../../../shared/toolCard.ts';
import { engineWith, type ServerSettings, startServer, type TestServer } from './server.ts';
import type { Workspace } from './workspace.ts';

type Calls = {
  /** So many at once. */
  times?: number;
  /** The same in so many turns. */
  rounds?: number;
  personal?: boolean;
};

/** A server whose agents all call `write`, a tool that changes something, before they answer. */
export async function startAsking(
  workspace: Workspace,
  { times = 1, rounds: most = 1, personal = false, ...more }: Partial<ServerSettings> & Calls = {},
): Promise<{ server: TestServer; write: TestTool; turns: () => number }> {
  const write = { ...toolNamed('write', (of) => done(`wrote ${of}`), { effect: 'write' }), personal };
  const calls = Array.from({ length: times }, (_, at) => ({ call: 'write', input: { of: `x${at}` } }));
  const provider = createScripted(({ rounds = [] }) => {
    const said = rounds.flatMap(({ results }) => results.map(({ text }) => text)).join(' | ');
    return rounds.length < most ? [{ text: 'I write.' }, ...calls] : [{ text: `It says: ${said}` }];
  });
  const server = await startServer(workspace, { engine: engineWith(provider, [write]), ...more });
  return { server, write, turns: () => provider.calls.length };
}

export type Asked = { id: string; cards: readonly ToolCard[]; about: About };
type About = { chatId: string; messageId: string; key: string; hash: string };

/** Asks the agent, and waits until all its calls wait for people. */
export async function ask(server: TestServer, text = '@research write', senderId?: string): Promise<Asked> {
  const { answers } = await server.ask(text, senderId);
  const id = answers[0]?.id ?? '';
  return waitingOn(server, id);
}

/** The answer, once a card of it waits for people. */
export async function waitingOn(server: TestServer, id: string): Promise<Asked> {
  const { cards = [], chatId } = await shown(server, id, ({ cards = [] }) => cards.some((c) => c.state === 'waiting'));
  const { key = '', approval } = cards.find(({ state }) => state === 'waiting') ?? {};
  return { id, cards, about: { chatId, messageId: id, key, hash: approval?.hash ?? '' } };
}

/** An answer as it is told once it is as wanted, be that now or later. */
export async function shown(server: TestServer, id: string, wanted: (message: Message) => boolean): Promise<Message> {
  for (;;) {
    const all = server.told.changes.flatMap(({ messages = [] }) => messages);
    const found = all.findLast((one) => one.id === id && wanted(one));
    if (found !== undefined) return found;
    await once(server.happened, 'change');
  }
}
