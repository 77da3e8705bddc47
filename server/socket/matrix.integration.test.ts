import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandName, commands } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Reply } from '../../shared/reply.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { malform } from './testing/malformed.ts';
import { type Actor, actors, type Ground, newAgent, rows } from './testing/rows.ts';
import { connectTo, type TestSocket } from './testing/testSocket.ts';

const names = Object.keys(commands) as CommandName[];

forEachStore('every command', (form) => {
  let app: TestApp;
  let agentId: string;
  let people: Record<Actor | 'bystander' | 'outsider', TestPerson>;

  beforeAll(async () => {
    // Nobody answers there: what is set for a provider must not lead out of this machine.
    const nowhere = 'http://127.0.0.1:9';
    app = await startApp(form, { env: { ANTHROPIC_BASE_URL: nowhere, OPENAI_BASE_URL: nowhere } });
    const admin = await app.signUp('Ada Admin');
    const sockets = await admin.connect();
    await sockets.do('workspace:update', { openSignUp: true });
    sockets.close();
    people = {
      admin,
      owner: await app.signUp('Olga Owner'),
      member: await app.signUp('Mia Member'),
      former: await app.signUp('Fred Former'),
      stranger: await app.signUp('Stan Stranger'),
      bystander: await app.signUp('Bea Bystander'),
      outsider: await app.signUp('Otto Outsider'),
    };
    const owner = await people.owner.connect();
    const made = newAgent();
    await owner.do('agent:create', made);
    ({ agentId } = made);
    owner.close();
  });
  afterAll(async () => {
    for (const { socket } of lines.values()) socket.close();
    await app.close();
  });

  /** A socket of each for so many commands, as it may ask no more at once; another one where the server has closed it. */
  const lines = new Map<Actor, { socket: TestSocket; left: number }>();
  async function lineOf(actor: Actor, commandsAsked = 1): Promise<TestSocket> {
    const line = lines.get(actor);
    if (line?.socket.connected === true && line.left >= commandsAsked) {
      line.left -= commandsAsked;
      return line.socket;
    }
    line?.socket.close();
    const socket = await people[actor].connect();
    lines.set(actor, { socket, left: 100 - commandsAsked });
    return socket;
  }

  async function prepare(): Promise<Ground> {
    const owner = await lineOf('owner', 8);
    const chatId = newId();
    const contacts = [people.member.id, people.former.id, people.bystander.id, 'coder'];
    await owner.do('chat:create', { id: chatId, kind: 'project', title: 'Bees', contacts });
    await owner.do('member:remove', { chatId, contactId: people.former.id });
    const { invite, url } = await owner.do('invite:create', { chatId, hours: 1, uses: 5 });
    const [messageId, pollId, dateId] = [newId(), newId(), newId()];
    await owner.do('message:send', { id: messageId, chatId, text: 'Hello' });
    const poll = { choices: ['Honey', 'Wax'], several: false };
    await owner.do('message:send', { id: pollId, chatId, text: 'What?', poll });
    const appointment = { startsAt: 1, endsAt: null, allDay: true, place: '', description: '' };
    await owner.do('message:send', { id: dateId, chatId, text: 'Harvest', appointment });
    const token = url.split('/').at(-1) ?? '';
    const messages = { messageId, pollId, dateId };
    const { bystander, outsider } = people;
    return { chatId, bystander: bystander.id, outsider: outsider.id, ...messages, inviteId: invite.id, token, agentId };
  }

  function answered(reply: Reply<unknown>): string {
    if (reply.ok) return 'ok';
    return reply.reason === undefined ? reply.code : `${reply.code}/${reply.reason}`;
  }

  function faults(): string[] {
    return app.logged.filter((line) => line.includes('a command failed'));
  }

  async function as<T>(actor: Actor, act: (socket: TestSocket) => Promise<T>): Promise<T> {
    const socket = await people[actor].connect();
    try {
      return await act(socket);
    } finally {
      socket.close();
    }
  }

  describe.each(names)('%s', (name) => {
    let untouched: Ground | null = null;

    /** What a refused command leaves as it was, and the next one finds so. */
    const refusing = async (): Promise<Ground> => {
      untouched ??= await prepare();
      return untouched;
    };

    it.each(actors)('answers the %s as the matrix says', async (actor) => {
      const ground = rows[name].expected[actor] === 'ok' ? await prepare() : await refusing();
      const reply = await (await lineOf(actor)).askRaw(name, rows[name].input(ground));
      expect(answered(reply)).toBe(rows[name].expected[actor]);
      if (reply.ok) expect(commands[name].output.safeParse(reply.data).error).toBeUndefined();
      expect(faults()).toEqual([]);
    });

    it('does without an acknowledgement, and with more arguments than one', async () => {
      const ground = rows[name].expected.stranger === 'ok' ? await prepare() : await refusing();
      const socket = await lineOf('stranger', 6);
      const input = rows[name].input(ground);
      socket.raw(name);
      socket.raw(name, input);
      socket.raw(name, input, 'and', { more: true });
      socket.raw(name, null, null);
      const reply = await socket.askRaw(name, input, 'more');
      expect(answered(reply)).toBe(rows[name].expected.stranger);
      expect(answered(await socket.askRaw(name))).toMatch(/^bad-input/);
      await socket.settle();
      expect(faults()).toEqual([]);
    });

    // The last, as some of what is odd is right by the schema, and done.
    it('refuses input of any wrong shape', async () => {
      const right = rows[name].input(await refusing());
      const actor: Actor = rows[name].expected.owner === 'ok' ? 'owner' : 'admin';
      const inputs = malform(right);
      expect(inputs.length).toBeGreaterThan(10);
      for (let at = 0; at < inputs.length; at += 100) {
        await as(actor, async (socket) => {
          for (const input of inputs.slice(at, at + 100)) {
            const reply = await socket.askRaw(name, input);
            // What is done may be answered in any way that is not a fault.
            if (!commands[name].input.safeParse(input).success) {
              expect(['bad-input', 'too-large']).toContain(reply.ok ? 'ok' : reply.code);
            }
          }
        });
      }
      expect(faults()).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });
  });

  it.each(['no:such', 'toString', '__proto__', 'error', 'connection', 'message', ''])(
    'answers what is no command: %j',
    async (name) => {
      await as('member', async (socket) => {
        socket.raw(name, {});
        expect(answered(await socket.askRaw(name, {}))).toBe('bad-input/command');
      });
    },
  );

  it('says of a text that it is too large, not that it is wrong', async () => {
    const { chatId } = await prepare();
    const input = { id: newId(), chatId, text: 'x'.repeat(100_000) };
    const reply = await as('owner', (socket) => socket.ask('message:send', input));
    expect(answered(reply)).toBe('too-large/text');
  });

  it('slows down who asks too much, and only them', async () => {
    await as('stranger', async (socket) => {
      const replies = await Promise.all(
        Array.from({ length: 600 }, () => socket.ask('visibility:set', { visible: true })),
      );
      const limited = replies.filter((reply) => !reply.ok && reply.code === 'rate-limited');
      expect(limited.length).toBeGreaterThan(0);
      for (const reply of limited) if (!reply.ok) expect(reply.retryAfterMs).toBeGreaterThan(0);
      const other = await as('member', (quiet) => quiet.ask('visibility:set', { visible: true }));
      expect(other.ok).toBe(true);
    });
  });

  it('serves nobody who is signed out, and nobody any longer who signs out', async () => {
    await expect(connectTo(app.port, { protocol: 1 }, { origin: app.url })).rejects.toMatchObject({
      data: { ok: false, code: 'signed-out' },
    });
    const again = await people.stranger.signIn();
    const socket = await again.connect();
    await again.ask('/api/sign-out', { body: {} });
    await expect.poll(() => socket.connected, { timeout: 1_000 }).toBe(false);
    await expect(again.connect()).rejects.toMatchObject({ data: { code: 'signed-out' } });
  });

  it('speaks only its own protocol', async () => {
    const { cookie } = people.member;
    const other = connectTo(app.port, { protocol: 99 }, { cookie, origin: app.url });
    await expect(other).rejects.toMatchObject({ data: { code: 'protocol' } });
  });
});
