import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatState } from '../../shared/chatState.ts';
import { newId } from '../../shared/ids.ts';
import { openWorld, type World } from '../socket/testing/world.ts';
import { readHistory } from '../store/history.ts';
import { messageOf } from '../store/messages.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { type Fate, SimClient } from './testing/simClient.ts';

const runs = process.env.WAGGLE_TEST_FULL === '1' ? 60 : 8;

const who = fc.nat({ max: 3 });
const operation = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('send'), who, agents: fc.boolean(), twice: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('finish'), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename'), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove'), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('add'), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('draft'), who, pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mark'), who, pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop'), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('connect'), who, process: fc.nat({ max: 1 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('arrive'), who }) },
);
type Operation = { kind: string; who?: number; pick?: number; agents?: boolean; twice?: boolean; process?: number };

const scenario = fc.record({
  operations: fc.array(operation, { minLength: 20, maxLength: 60, size: 'max' }),
  fates: fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
});

function numberOf(next: IteratorResult<number, unknown>): number {
  return next.done === true ? 9 : next.value;
}

/** Most events arrive as they should. */
function fateOf(number: number): Fate {
  if (number === 0) return 'lost';
  if (number === 1) return 'twice';
  return number <= 3 ? 'late' : 'told';
}

describe.each(poolForms)('clients under faults, $name', ({ missing, ...form }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'in use', () => {
    let world: World;
    beforeAll(async () => {
      world = await openWorld(form, 2);
    });
    afterAll(() => world.close());

    /** The owner of the group hears everything, whatever happens to the others. */
    async function play(operations: readonly Operation[], nextFate: () => Fate) {
      const userIds = await Promise.all(['Ada', 'Ben', 'Cleo', 'Dora'].map((name) => world.addUser(name)));
      const clients = userIds.map((id, index) => new SimClient(id, index === 0 ? () => 'told' : nextFate));
      await Promise.all(clients.map((client, index) => client.connect(processAt(index))));
      const [owner] = clients;
      if (owner === undefined) throw new Error('nobody there');
      const chatId = newId();
      const contacts = [...userIds.slice(1), 'coder', 'research'];
      await owner.socket?.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts });
      for (const op of operations) await perform(op, clients, chatId);
      return { clients, owner, chatId };
    }

    function processAt(index: number) {
      return world.processes[index % world.processes.length] ?? world.main;
    }

    async function perform(op: Operation, clients: readonly SimClient[], chatId: string): Promise<void> {
      const client = clients[op.who ?? 0];
      const owner = clients[0]?.socket;
      const pick = op.pick ?? 0;
      if (client === undefined || owner === undefined) return;
      const { socket } = client;
      switch (op.kind) {
        case 'send': {
          const input = { id: newId(), chatId, text: op.agents ? 'Please, @all' : 'Hello' };
          const replies = await Promise.all(
            Array.from({ length: op.twice ? 2 : 1 }, async () => socket?.ask('message:send', input)),
          );
          for (const reply of replies) if (reply?.ok) client.acknowledged(reply.data);
          return;
        }
        case 'finish':
          return finishOne(chatId, pick);
        case 'rename':
          await owner.do('chat:update', { chatId, title: `Bees ${pick}` });
          return;
        case 'remove':
          if (op.who !== 0) await owner.ask('member:remove', { chatId, contactId: client.userId });
          return;
        case 'add':
          await owner.do('member:add', { chatId, contactIds: [client.userId] });
          return;
        case 'draft':
          await socket?.ask('draft:set', { chatId, text: `Draft ${pick}` });
          return;
        case 'mark': {
          const marks = { [chatId]: pick % 200 };
          await socket?.ask('receipt:mark', pick % 2 ? { delivered: marks, read: {} } : { delivered: {}, read: marks });
          return;
        }
        case 'drop':
          if (op.who !== 0) client.disconnect();
          return;
        case 'connect':
          if (op.who !== 0) await client.connect(processAt(op.process ?? 0));
          return;
        case 'arrive':
          client.arrive();
      }
    }

    /** An agent's answer ends, as the server's runs would write it. */
    async function finishOne(chatId: string, pick: number): Promise<void> {
      await processAt(pick).messaging.changeChat(chatId, async ({ tx, version }) => {
        const open = await tx.message.findMany({ where: { chatId, status: 'streaming' }, orderBy: { seq: 'asc' } });
        const row = open[pick % Math.max(1, open.length)];
        if (row === undefined) return null;
        const data = { status: 'complete', text: `An answer ${pick}.`, version };
        return { messages: [messageOf(await tx.message.update({ where: { id: row.id }, data }))] };
      });
    }

    /** Rows of the database as a client that asks for everything sees them. */
    async function fresh(userId: string) {
      const client = new SimClient(userId, () => 'told');
      await client.connect(world.main);
      client.disconnect();
      return client;
    }

    async function expectSame(client: SimClient, chatId: string): Promise<void> {
      const truth = await fresh(client.userId);
      expect([...client.chats.keys()].sort()).toEqual([...truth.chats.keys()].sort());
      expect(sorted(client.settings)).toEqual(sorted(truth.settings));
      const [state, expected] = [client.chats.get(chatId), truth.chats.get(chatId)];
      if (state === undefined || expected === undefined) return;
      expect(state.version).toBe(expected.version);
      expect(state.lastSeq).toBe(expected.lastSeq);
      expect(state.chat).toEqual(expected.chat);
      expect(state.members).toEqual(expected.members);
      await expectHistory(state, client.userId);
    }

    async function expectHistory(state: ChatState, userId: string): Promise<void> {
      const query = { after: 0, limit: 10_000 };
      const page = await readHistory(world.database.pool, { chatId: state.chat.id, userId, query });
      const messages = page?.messages ?? [];
      expect(messages.map((message) => message.seq)).toEqual(messages.map((_, index) => index + 1));
      const byId = new Map(messages.map((message) => [message.id, message]));
      const runsById = new Map(page?.runs.map((run) => [run.id, run]));
      for (const [id, message] of Object.entries(state.messages)) expect(message).toEqual(byId.get(id));
      for (const [id, run] of Object.entries(state.runs)) expect(run).toEqual(runsById.get(id));
      expect(new Set(state.order).size).toBe(state.order.length);
      const known = state.order.map((id) => state.messages[id]?.seq);
      const stretched = state.stretches.flatMap(({ from, to }) =>
        Array.from({ length: to - from + 1 }, (_, index) => from + index),
      );
      expect(known).toEqual(stretched);
    }

    function sorted(settings: ReadonlyMap<string, unknown>) {
      return [...settings].sort(([a], [b]) => (a < b ? -1 : 1));
    }

    it('reach the state of a fresh client', async () => {
      await fc.assert(
        fc.asyncProperty(scenario, async ({ operations, fates }) => {
          const { clients, owner, chatId } = await play(operations, () => fateOf(numberOf(fates.next())));
          const syncsOfOwner = owner.syncs;
          for (const client of clients.slice(1)) {
            client.arrive();
            if (client.socket === undefined) await client.connect(world.main);
            else await client.sync();
          }
          await Promise.all(world.processes.map((process) => process.messaging.receipts.flush()));
          await owner.socket?.settle();
          // The owner missed nothing and asked for nothing after the group was there: changes alone made this state.
          expect(owner.syncs).toBe(syncsOfOwner);
          for (const client of clients) await expectSame(client, chatId);
          const [first] = clients;
          expect(first?.chats.get(chatId)?.stretches).toEqual(
            first?.chats.get(chatId)?.lastSeq === 0 ? [] : [{ from: 1, to: first?.chats.get(chatId)?.lastSeq }],
          );
          for (const client of clients) client.disconnect();
        }),
        { numRuns: runs, endOnFailure: true },
      );
    }, 600_000);
  });
});
