import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentColours } from '../../shared/agentLooks.ts';
import type { EventData } from '../../shared/event.ts';
import { newId } from '../../shared/ids.ts';
import {
  type AgentDefinition,
  type Audience,
  KEPT_VERSIONS,
  newOwnAgentId,
  OWN_AGENTS,
} from '../../shared/ownAgent.ts';
import type { Reply } from '../../shared/reply.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

const me: Audience = { kind: 'me' };
const all: Audience = { kind: 'all' };
const EVERYTHING = { workspace: 0, user: 0, chats: {} };

let made = 0;
function definition(more: Partial<AgentDefinition> = {}): AgentDefinition {
  made += 1;
  return {
    ...{ handle: `bee-${made}`, name: `Bee ${made}`, colour: 'olive', icon: 'compass', about: 'Knows pollination.' },
    ...{ instructions: 'Say yes.', starters: [], tier: 'cloud', model: null, tools: ['calculate'] },
    ...more,
  };
}

function answered(reply: Reply<unknown>): string {
  return reply.ok ? 'ok' : `${reply.code}/${reply.reason ?? ''}`;
}

forEachStore('own agents', (form) => {
  let app: TestApp;
  let ada: TestSocket;
  let ben: TestSocket;
  let cleo: TestSocket;
  let people: Record<'ada' | 'ben' | 'cleo', TestPerson>;

  beforeAll(async () => {
    app = await startApp(form);
    const admin = await app.signUp('Ada');
    ada = await admin.connect();
    await ada.do('workspace:update', { openSignUp: true });
    people = { ada: admin, ben: await app.signUp('Ben Bauer'), cleo: await app.signUp('Cleo') };
    ben = await people.ben.connect();
    cleo = await people.cleo.connect();
  });
  afterAll(async () => {
    for (const socket of [ada, ben, cleo]) socket.close();
    await app.close();
  });

  async function make(by: TestSocket, { who = me, ...more }: Partial<AgentDefinition> & { who?: Audience } = {}) {
    const agentId = newOwnAgentId();
    const own = definition(more);
    await by.do('agent:create', { agentId, definition: own, who });
    return { agentId, own };
  }

  /** What this person is told of an agent, were they to come anew. */
  async function known(by: TestSocket, agentId: string) {
    const { workspace, user } = await by.do('sync', EVERYTHING);
    const find = (agents: EventData<'workspace:changed'>['agents'] = []) => agents.find(({ id }) => id === agentId);
    return { everybody: find(workspace?.agents), maker: find(user?.agents) };
  }

  async function direct(by: TestSocket, contactId: string) {
    const reply = await by.ask('chat:direct', { contactId });
    return reply.ok ? reply.data.chatId : answered(reply);
  }

  async function group(by: TestSocket, contacts: string[]) {
    const id = newId();
    return { id, reply: await by.ask('chat:create', { id, kind: 'group', title: 'Hive', contacts }) };
  }

  /** Who answers this text. */
  async function answerers(by: TestSocket, chatId: string, text: string) {
    const change = await by.do('message:send', { id: newId(), chatId, text });
    return (change.messages ?? []).filter(({ senderKind }) => senderKind === 'agent').map(({ senderId }) => senderId);
  }

  describe('an agent of one’s own', () => {
    it('is there for its maker at once, with a chat, and for nobody else', async () => {
      const { agentId, own } = await make(ben, { tools: ['calculate', 'time'] });
      const { maker, everybody } = await known(ben, agentId);
      expect(everybody).toBeUndefined();
      expect(maker).toMatchObject({
        ...{ name: own.name, handle: own.handle, colour: agentColours.olive, tools: ['calculate', 'time'] },
        own: { by: people.ben.id, shared: false, archived: false },
      });
      expect(JSON.stringify(maker)).not.toContain(own.instructions);
      expect(await known(cleo, agentId)).toEqual({ everybody: undefined, maker: undefined });
      const told = ben.eventsOf('user:changed').flatMap(({ agents }) => agents ?? []);
      expect(told.some(({ id }) => id === agentId)).toBe(true);
      expect(JSON.stringify([...cleo.eventsOf('user:changed'), ...cleo.eventsOf('workspace:changed')])).not.toContain(
        agentId,
      );
      const { chats } = await ben.do('sync', EVERYTHING);
      expect(chats.some(({ members }) => members.some(({ contactId }) => contactId === agentId))).toBe(true);
    });

    it('is nobody’s else: not to be written to, read, changed, or brought along', async () => {
      const { agentId, own } = await make(ben);
      for (const other of [cleo, ada]) {
        expect(await direct(other, agentId)).toBe('not-found/contact');
        expect(answered((await group(other, [agentId])).reply)).toBe('not-found/contact');
        expect(answered(await other.ask('agent:read', { agentId }))).toBe('not-found/agent');
        expect(answered(await other.ask('agent:versions', { agentId }))).toBe('not-found/agent');
        expect(answered(await other.ask('agent:update', { agentId, definition: own }))).toBe('not-found/agent');
        expect(answered(await other.ask('agent:restore', { agentId, number: 1 }))).toBe('not-found/agent');
        expect(answered(await other.ask('agent:archive', { agentId, on: true }))).toBe('not-found/agent');
        expect(answered(await other.ask('agent:share', { agentId, who: all }))).toBe('not-found/agent');
      }
      expect(answered((await group(ben, [agentId])).reply)).toBe('conflict/agent-private');
    });

    it('answers its maker', async () => {
      const { agentId } = await make(ben);
      expect(await answerers(ben, await direct(ben, agentId), 'Hello')).toEqual([agentId]);
    });

    it('is made once, however often it is asked for', async () => {
      const agentId = newOwnAgentId();
      const asked = { agentId, definition: definition(), who: me };
      const replies = await Promise.all([1, 2, 3].map(() => ben.ask('agent:create', asked)));
      expect(replies.map(answered)).toEqual(['ok', 'ok', 'ok']);
      expect(answered(await cleo.ask('agent:create', asked))).toBe('conflict/id-reused');
    });
  });

  describe('a shared one', () => {
    it('is everybody’s to mention, read and add; only its maker and admins change it', async () => {
      const { agentId, own } = await make(ben, { who: all });
      expect((await known(cleo, agentId)).everybody).toMatchObject({ name: own.name, about: own.about });
      const { id } = await group(cleo, [agentId, 'coder']);
      expect(await answerers(cleo, id, `@${own.handle} and @coder, hello`)).toEqual([agentId, 'coder']);
      expect(await answerers(cleo, id, `@${own.name}`)).toEqual([agentId]);
      expect(await cleo.do('agent:read', { agentId })).toEqual({
        definition: own,
        number: 1,
        who: all,
        mayChange: false,
      });
      const change = { agentId, definition: { ...own, about: 'New' } };
      expect(answered(await cleo.ask('agent:update', change))).toBe('forbidden/agent-of-other');
      expect(answered(await cleo.ask('agent:archive', { agentId, on: true }))).toBe('forbidden/agent-of-other');
      expect(await ada.do('agent:update', { ...change, number: 1 })).toEqual({ number: 2 });
      expect(answered(await ben.ask('agent:update', { ...change, number: 1 }))).toBe('conflict/agent-changed');
      expect((await known(cleo, agentId)).everybody?.about).toBe('New');
    });

    it('leaves only its looks behind where it is taken back, and answers its maker alone', async () => {
      const { agentId, own } = await make(ben, { who: all });
      const { id } = await group(cleo, [agentId, people.ben.id]);
      const { requestId, messageId } = await answerOf(cleo, id, `@${own.handle} hi`);
      await ben.do('agent:share', { agentId, who: me });
      const face = (await known(cleo, agentId)).everybody;
      expect(face).toMatchObject({ name: own.name, about: '', tools: [], own: { shared: false } });
      expect(await answerers(cleo, id, `@${own.handle} hi`)).toEqual([]);
      expect(await answerers(ben, id, `@${own.handle} hi`)).toEqual([agentId]);
      const again = { chatId: id, requestId, agentIds: [agentId] };
      expect(answered(await cleo.ask('run:reroute', again))).toBe('conflict/agent-gone');
      const retry = { chatId: id, messageId, mode: 'again' as const };
      await expect.poll(async () => answered(await cleo.ask('answer:retry', retry))).toBe('conflict/agent-gone');
    });
  });

  describe('one for chosen people', () => {
    const chosen = (...who: ('ada' | 'ben' | 'cleo')[]): Audience => ({
      kind: 'chosen',
      people: who.map((name) => people[name].id),
    });
    const toldLast = (by: TestSocket) => by.eventsOf('user:changed').findLast(({ agents }) => agents)?.agents ?? [];

    it('is theirs at once, to write to and to read, and nobody else’s', async () => {
      const { agentId, own } = await make(ben, { who: chosen('cleo', 'ben', 'cleo') });
      await expect.poll(() => toldLast(cleo).find(({ id }) => id === agentId)?.about).toBe(own.about);
      expect(await known(cleo, agentId)).toMatchObject({
        everybody: undefined,
        maker: { tools: ['calculate'], own: { by: people.ben.id, shared: false, people: [people.cleo.id] } },
      });
      expect(await answerers(cleo, await direct(cleo, agentId), 'Hello')).toEqual([agentId]);
      expect(await cleo.do('agent:read', { agentId })).toMatchObject({ who: chosen('cleo'), mayChange: false });
      expect(answered(await cleo.ask('agent:share', { agentId, who: all }))).toBe('forbidden/agent-of-other');
      expect(answered(await cleo.ask('agent:restore', { agentId, number: 1 }))).toBe('forbidden/agent-of-other');
      expect(answered(await cleo.ask('agent:archive', { agentId, on: true }))).toBe('forbidden/agent-of-other');

      expect(await known(ada, agentId)).toEqual({ everybody: undefined, maker: undefined });
      expect(await direct(ada, agentId)).toBe('not-found/contact');
      expect(answered(await ada.ask('agent:read', { agentId }))).toBe('not-found/agent');
      expect(answered(await ada.ask('agent:share', { agentId, who: chosen('ada') }))).toBe('not-found/agent');
    });

    it('tells who is chosen of nobody else who is', async () => {
      const { agentId } = await make(ben, { who: chosen('cleo', 'ada') });
      expect((await known(ben, agentId)).maker?.own?.people).toHaveLength(2);
      expect((await known(cleo, agentId)).maker?.own?.people).toEqual([people.cleo.id]);
      expect(await ada.do('agent:read', { agentId })).toMatchObject({ who: chosen('ada'), mayChange: false });
    });

    it('is gone at once for whom it is taken from, but for the looks in their chat with it', async () => {
      const { agentId, own } = await make(ben, { who: chosen('cleo', 'ada') });
      const chatId = await direct(cleo, agentId);
      await ben.do('agent:share', { agentId, who: me });
      await expect.poll(() => toldLast(cleo).find(({ id }) => id === agentId)?.about).toBe('');
      await expect.poll(() => toldLast(ada).some(({ id }) => id === agentId)).toBe(false);
      const { maker: face } = await known(cleo, agentId);
      expect(face).toMatchObject({ name: own.name, about: '', tools: [], own: { shared: false } });
      expect(face?.own).not.toHaveProperty('people');
      expect(await known(ada, agentId)).toEqual({ everybody: undefined, maker: undefined });
      expect(await answerers(cleo, chatId, 'Hello?')).toEqual([]);
      expect(answered(await cleo.ask('agent:read', { agentId }))).toBe('not-found/agent');

      // Its new looks still come.
      await ben.do('agent:update', { agentId, definition: { ...own, name: 'Renamed bee' } });
      await expect.poll(() => toldLast(cleo).find(({ id }) => id === agentId)?.name).toBe('Renamed bee');
      await ben.do('agent:share', { agentId, who: chosen('cleo') });
      expect(await answerers(cleo, chatId, 'Back?')).toEqual([agentId]);
    });

    it('that was everybody’s stays in groups, answers those chosen there, and admins may change for whom it is', async () => {
      const { agentId, own } = await make(ben, { who: all });
      const { id } = await group(cleo, [agentId, people.ada.id]);
      await ben.do('agent:share', { agentId, who: chosen('cleo') });
      expect(await known(cleo, agentId)).toMatchObject({ everybody: { about: '' }, maker: { about: own.about } });
      expect((await known(cleo, agentId)).everybody?.own).not.toHaveProperty('people');
      expect(await answerers(cleo, id, `@${own.handle} hi`)).toEqual([agentId]);
      expect(await answerers(ada, id, `@${own.handle} and @all hi`)).toEqual([]);
      await ada.do('agent:share', { agentId, who: chosen('ada') });
      expect(await answerers(ada, id, `@${own.handle} hi`)).toEqual([agentId]);
      expect(await answerers(cleo, id, `@${own.handle} hi`)).toEqual([]);
    });

    it('comes into groups with whoever may use it; others there know its looks, and are not answered', async () => {
      const { agentId, own } = await make(ben, { who: chosen('cleo') });
      const facesOf = (by: TestSocket) => toldLast(by).filter(({ id }) => id === agentId);
      const { id, reply } = await group(cleo, [agentId, people.ada.id]);
      expect(answered(reply)).toBe('ok');
      await expect.poll(() => facesOf(ada)).toMatchObject([{ name: own.name, about: '', own: { shared: false } }]);
      expect((await known(ada, agentId)).everybody).toBeUndefined();
      expect(await answerers(ada, id, `@${own.handle} and @all hi`)).toEqual([]);
      expect(await answerers(cleo, id, `@${own.handle} hi`)).toEqual([agentId]);
      await ben.do('agent:update', { agentId, definition: { ...own, about: 'Other', icon: 'bot' } });
      await expect.poll(() => facesOf(ada)).toMatchObject([{ about: '', icon: 'bot' }]);

      // Whether the agent comes to them, or they to it.
      const { agentId: next } = await make(ben, { who: chosen('cleo') });
      await cleo.do('member:add', { chatId: id, contactIds: [next] });
      await expect.poll(() => toldLast(ada).some((agent) => agent.id === next)).toBe(true);
      const { agentId: last } = await make(ben, { who: chosen('cleo') });
      const without = await group(cleo, [last]);
      await cleo.do('member:add', { chatId: without.id, contactIds: [people.ada.id] });
      await expect.poll(() => toldLast(ada).some((agent) => agent.id === last)).toBe(true);
      expect(answered(await ada.ask('chat:direct', { contactId: last }))).toBe('not-found/contact');
    });

    it('keeps its people when it is deleted and comes back', async () => {
      const { agentId } = await make(ben, { who: chosen('cleo') });
      const chatId = await direct(cleo, agentId);
      await ben.do('agent:archive', { agentId, on: true });
      expect((await known(cleo, agentId)).maker).toMatchObject({ about: '', own: { archived: true } });
      expect(await answerers(cleo, chatId, 'Hello?')).toEqual([]);
      await ben.do('agent:archive', { agentId, on: false });
      expect(await answerers(cleo, chatId, 'Hello again')).toEqual([agentId]);
      expect(await ben.do('agent:read', { agentId })).toMatchObject({ who: chosen('cleo') });
    });

    it('is for people there are, and who want to hear of its maker', async () => {
      const { agentId } = await make(ben, { who: chosen('ben') });
      expect(await ben.do('agent:read', { agentId })).toMatchObject({ who: me });
      const share = async (...ids: string[]) =>
        answered(await ben.ask('agent:share', { agentId, who: { kind: 'chosen', people: ids } }));
      expect(await share(newId())).toBe('not-found/contact');
      expect(await share('coder')).toBe('bad-input/');
      const dora = newId();
      const { pool } = app.app.parts.database;
      await pool.query(`insert into "user" (id, name, email, "updatedAt") values ($1, 'Dora', 'dora@hive', now())`, [
        dora,
      ]);
      expect(await share(dora, people.cleo.id)).toBe('ok');
      await cleo.do('contact:block', { contactId: people.ben.id, on: true });
      expect(await ben.do('agent:read', { agentId })).toMatchObject({ who: { people: [dora] } });
      expect((await known(cleo, agentId)).maker).toBeUndefined();
      expect(toldLast(cleo).some(({ id }) => id === agentId)).toBe(false);
      expect(await share(dora, people.cleo.id)).toBe('forbidden/blocked');
      await cleo.do('contact:block', { contactId: people.ben.id, on: false });
      await pool.query('delete from "user" where id = $1', [dora]);
      expect(await ben.do('agent:read', { agentId })).toMatchObject({ who: me });
    });
  });

  async function answerOf(by: TestSocket, chatId: string, text: string) {
    const requestId = newId();
    const { messages = [] } = await by.do('message:send', { id: requestId, chatId, text });
    return { requestId, messageId: messages.find(({ senderKind }) => senderKind === 'agent')?.id ?? '' };
  }

  it('when deleted answers nobody, keeps its looks, gives its names away, and can come back', async () => {
    const { agentId, own } = await make(ben, { who: all });
    const chatId = await direct(ben, agentId);
    await ben.do('agent:archive', { agentId, on: true });
    expect(await answerers(ben, chatId, 'Hello?')).toEqual([]);
    expect(answered(await ben.ask('agent:update', { agentId, definition: own }))).toBe('conflict/agent-gone');
    expect(await known(cleo, agentId)).toMatchObject({ everybody: { name: own.name, own: { archived: true } } });
    await ben.do('agent:archive', { agentId, on: false });
    expect(await answerers(ben, chatId, 'Hello again')).toEqual([agentId]);
    await ben.do('agent:archive', { agentId, on: true });
    await make(cleo, { handle: own.handle, name: own.name });
    expect(answered(await ben.ask('agent:archive', { agentId, on: false }))).toBe('conflict/handle-taken');
  });

  it.each([
    ['coder', 'Other', 'handle-taken'],
    ['co_der', 'Other', 'handle-taken'],
    ['benbauer', 'Other', 'handle-taken'],
    ['other', 'RESEARCH', 'agent-name-taken'],
    ['other', 'Ben  Bauer', 'agent-name-taken'],
    ['other', 'Queen', 'agent-name-taken'],
    ['all', 'Other', 'handle-taken'],
  ])('may not pass for another: @%s, called %s', async (handle, name, reason) => {
    const asked = { agentId: newOwnAgentId(), definition: definition({ handle, name }), who: me };
    expect(answered(await ben.ask('agent:create', asked))).toBe(`conflict/${reason}`);
  });

  it('keeps names apart when several are made at once, and people do not take those of agents', async () => {
    const names = { handle: 'twin', name: 'Twin' };
    const asked = () => ({ agentId: newOwnAgentId(), definition: definition(names), who: me });
    const replies = await Promise.all([ben, cleo, ada, ben].map((by) => by.ask('agent:create', asked())));
    expect(replies.map(answered).sort()).toEqual([...Array<string>(3).fill('conflict/handle-taken'), 'ok']);
    expect(answered(await cleo.ask('user:update', { name: 'Twin' }))).toBe('conflict/name-of-agent');
  });

  it('can begin as a copy of a built-in one', async () => {
    const { agents } = app.app.parts;
    for (const { id } of agents.builtIn) {
      const { definition: begun, mayChange } = await ben.do('agent:read', { agentId: id });
      expect(begun.instructions).toBe(agents.specialist(id)?.instructions);
      expect(agentColours[begun.colour]).toEqual(agents.specialist(id)?.colour);
      expect(mayChange).toBe(false);
    }
  });

  it('refuses tools that are not set up', async () => {
    const asked = { agentId: newOwnAgentId(), definition: definition({ tools: ['search_web'] }), who: me };
    expect(answered(await ben.ask('agent:create', asked))).toBe('bad-input/tool');
    expect((await ben.do('agent:choices', {})).tools).not.toContain('search_web');
  });

  it('keeps versions, of which any can be had back', async () => {
    const { agentId, own } = await make(ben);
    for (let number = 2; number <= KEPT_VERSIONS + 2; number += 1) {
      await ben.do('agent:update', {
        agentId,
        definition: { ...own, instructions: `Version ${number}` },
        number: number - 1,
      });
    }
    const { versions } = await ben.do('agent:versions', { agentId });
    expect(versions.map(({ number }) => number)).toEqual(
      Array.from({ length: KEPT_VERSIONS }, (_, at) => KEPT_VERSIONS + 2 - at),
    );
    expect(versions[0]).toMatchObject({ savedBy: people.ben.id, definition: { handle: own.handle } });
    expect(answered(await ben.ask('agent:restore', { agentId, number: 1 }))).toBe('not-found/agent-version');
    expect(await ben.do('agent:restore', { agentId, number: 5 })).toEqual({ number: KEPT_VERSIONS + 3 });
    expect((await ben.do('agent:read', { agentId })).definition.instructions).toBe('Version 5');
  });

  describe('what is tried out', () => {
    it('answers in a chat of its own, changes as it is changed, and leaves nothing behind', async () => {
      const agentId = newOwnAgentId();
      // A trial takes no names.
      const tried = definition({ handle: 'coder', name: 'Coder' });
      const { chatId } = await cleo.do('agent:try', { agentId, definition: tried });
      expect((await known(cleo, agentId)).maker?.own).toMatchObject({ trial: true, shared: false });
      expect(await answerers(cleo, chatId, 'Hello')).toEqual([agentId]);
      const changed = { ...tried, name: 'Other' };
      expect(await cleo.do('agent:try', { agentId, definition: changed })).toEqual({ chatId });
      expect((await known(cleo, agentId)).maker?.name).toBe('Other');
      expect(answered(await ben.ask('agent:try', { agentId, definition: tried }))).toBe('conflict/id-reused');
      expect(answered(await cleo.ask('agent:read', { agentId }))).toBe('not-found/agent');
      expect(answered((await group(cleo, [agentId])).reply)).toBe('conflict/agent-private');

      const next = await cleo.do('agent:try', { agentId: newOwnAgentId(), definition: tried });
      expect(next.chatId).not.toBe(chatId);
      await cleo.do('agent:discard', {});
      await cleo.do('agent:discard', {});
      const { user, gone } = await cleo.do('sync', { ...EVERYTHING, chats: { [chatId]: 1, [next.chatId]: 1 } });
      expect(gone.sort()).toEqual([chatId, next.chatId].sort());
      expect(user?.agents.filter(({ own }) => own?.trial === true)).toEqual([]);
      const { rows } = await app.app.parts.database.pool.query(`select from chat where id = any($1)`, [gone]);
      expect(rows).toEqual([]);
    });
  });

  it('lets nobody have more than is good for the others', async () => {
    const input = () => ({ agentId: newOwnAgentId(), definition: definition(), who: me });
    const { pool } = app.app.parts.database;
    const ids = Array.from({ length: OWN_AGENTS - 1 }, newOwnAgentId);
    await pool.query('delete from own_agent where "createdBy" = $1', [people.cleo.id]);
    await pool.query('insert into own_agent (id, "createdBy") select unnest($1::text[]), $2', [ids, people.cleo.id]);
    await pool.query(
      `insert into own_agent_version ("agentId", number, definition, "savedBy") select unnest($1::text[]), 1, $2, $3`,
      [ids, JSON.stringify(definition()), people.cleo.id],
    );
    await cleo.do('agent:create', input());
    expect(answered(await cleo.ask('agent:create', input()))).toBe('too-large/agents');
  });

  it('does all this without a fault', () => {
    expect(app.logged.filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
  });

  const besides = form.name === 'embedded' ? [] : [2];
  it.each(besides)('is known to each of %i processes, and answered by any', async () => {
    const beside = await startApp(form, { beside: app });
    const { cookie } = people.ben;
    const { connectTo } = await import('../socket/testing/testSocket.ts');
    const elsewhere = await connectTo(beside.port, { protocol: 1 }, { cookie, origin: beside.url });
    try {
      const { agentId, own } = await make(ben, { who: all });
      await expect.poll(() => beside.app.parts.agents.nameOf(agentId)).toBe(own.name);
      const told = () => elsewhere.eventsOf('user:changed').flatMap(({ agents }) => agents ?? []);
      await expect.poll(() => told().some(({ id }) => id === agentId)).toBe(true);
      expect(await answerers(elsewhere, await direct(elsewhere, agentId), 'Hello')).toEqual([agentId]);
      const mayUse = () => beside.app.parts.agents.usableBy(people.cleo.id).some(({ id }) => id === agentId);
      await ben.do('agent:share', { agentId, who: me });
      await expect.poll(mayUse).toBe(false);
      await ben.do('agent:share', { agentId, who: { kind: 'chosen', people: [people.cleo.id] } });
      await expect.poll(mayUse).toBe(true);
      await elsewhere.do('agent:archive', { agentId, on: true });
      await expect.poll(() => app.app.parts.agents.all().find(({ id }) => id === agentId)?.own?.archived).toBe(true);
    } finally {
      elsewhere.close();
      await beside.close();
    }
  });
});
