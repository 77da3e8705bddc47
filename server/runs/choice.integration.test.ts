import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startAnthropicServer } from '../../agents/testing/anthropicServer.ts';
import { startCompatibleServer } from '../../agents/testing/compatibleServer.ts';
import { VENDOR_KEY, type VendorServer } from '../../agents/testing/vendorServer.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import type { ModelChoice } from '../../shared/modelChoice.ts';
import { newOwnAgentId } from '../../shared/ownAgent.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

const [EDGE, CLOUD, PREMIUM] = ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'];
const OLDER = 'claude-haiku-4-5';
const NOWHERE = 'http://127.0.0.1:9';

async function ended(socket: TestSocket, id: string, epoch = 0): Promise<Message> {
  const last = () =>
    socket
      .eventsOf('chat:changed')
      .flatMap((change) => change.messages ?? [])
      .find((message) => message.id === id && message.status !== 'streaming' && message.epoch === epoch);
  await expect.poll(last, { timeout: 20_000 }).toBeDefined();
  return last()!;
}

const agentsIn = (messages: readonly Message[] = []) => messages.filter(({ senderKind }) => senderKind === 'agent');

forEachStore('the model a person chooses for an answer', (form) => {
  let app: TestApp;
  let [anthropic, near, seeking]: VendorServer[] = [];
  let [ada, ben]: TestPerson[] = [];
  let socket: TestSocket;
  let chatId: string;
  const opened: TestSocket[] = [];

  beforeAll(async () => {
    [anthropic, near, seeking] = await Promise.all([
      startAnthropicServer([EDGE, OLDER, CLOUD, PREMIUM]),
      startCompatibleServer(['qwen3', 'nomic-embed-text']),
      startCompatibleServer(['sonar']),
    ]);
    app = await startApp(form, { env: { ANTHROPIC_BASE_URL: anthropic.url, OPENAI_BASE_URL: NOWHERE } });
    ada = await app.signUp('Ada');
    const first = await ada.connect();
    await first.do('workspace:update', { openSignUp: true });
    ben = await app.signUp('Ben');
    first.close();
  });
  afterAll(async () => {
    await app.close();
    await Promise.all([anthropic?.close(), near?.close(), seeking?.close()]);
  });

  const connect = async (person: TestPerson): Promise<TestSocket> => {
    const one = await person.connect();
    opened.push(one);
    await one.do('sync', { workspace: 0, user: 0, chats: {} });
    return one;
  };
  const begin = async (contacts: string[]): Promise<string> => {
    const id = newId();
    await socket.do('chat:create', { id, kind: 'group', title: 'Bees', contacts: [ben!.id, ...contacts] });
    return id;
  };
  beforeEach(async () => {
    socket = await connect(ada!);
    chatId = await begin(['research', 'coder']);
  });
  afterEach(() => {
    for (const one of opened.splice(0)) one.close();
    for (const vendor of [anthropic, near, seeking]) vendor?.otherwise(() => ({ do: 'answer' }));
  });

  const choices = async (who = socket) => (await who.do('answer:choices', { chatId })).models.map(({ name }) => name);
  const ask = async (text: string): Promise<Message[]> =>
    agentsIn((await socket.do('message:send', { id: newId(), chatId, text })).messages);
  /** The models that were asked since, by whom. */
  function asking() {
    const servers = [anthropic, near, seeking];
    const from = servers.map((server) => server?.requests.length ?? 0);
    return () => servers.flatMap((server, at) => server?.requests.slice(from[at]).map(({ body }) => body) ?? []);
  }
  const answered = async (text = '@research what is a hive?'): Promise<Message> => {
    const [answer] = await ask(text);
    return ended(socket, answer?.id ?? '');
  };
  async function again({ id, epoch }: Message, by?: ModelChoice, who = socket): Promise<Message> {
    await who.do('answer:retry', { chatId, messageId: id, mode: 'again', ...(by !== undefined && { by }) });
    return ended(socket, id, epoch + 1);
  }

  it('is none where only the demo answers', async () => {
    expect(await choices()).toEqual([]);
    const first = await answered();
    expect(await again(first, { model: `anthropic/${PREMIUM}` })).toMatchObject({ facts: { demo: true } });
  });

  describe('of several providers', () => {
    beforeAll(async () => {
      const admin = await ada!.connect();
      await admin.do('provider:update', { providerId: 'anthropic', key: VENDOR_KEY });
      const setUp = (providerId: string, server: VendorServer | undefined) =>
        admin.do('provider:update', { providerId, key: VENDOR_KEY, baseUrl: `${server?.url ?? ''}/v1` });
      await setUp('vllm', near);
      await setUp('perplexity', seeking);
      admin.close();
    });

    it('is told to those who may write, without what holds no conversation, and of a local chat what is local', async () => {
      const all = [PREMIUM, CLOUD, EDGE, OLDER].map((id) => `anthropic/${id}`);
      expect((await choices()).sort()).toEqual([...all, 'perplexity/sonar', 'vllm/qwen3'].sort());
      expect((await choices())[0]).toBe(all[0]);
      const models = await socket.do('answer:choices', { chatId });
      expect(models.models.find(({ name }) => name === all[0])).toEqual({
        ...{ name: all[0], provider: 'Anthropic', tier: 'premium', local: false },
        price: { input: 4, output: 20 },
      });
      const member = await connect(ben!);
      expect(await choices(member)).toHaveLength(6);
      await socket.do('chat:update', { chatId, localOnly: true });
      expect(await choices(member)).toEqual(['vllm/qwen3']);
      await socket.do('chat:update', { chatId, permissions: { write: 'admins' } });
      expect(await member.ask('answer:choices', { chatId })).toMatchObject({ code: 'forbidden', reason: 'write' });
      await socket.do('member:remove', { chatId, contactId: ben!.id });
      expect(await member.ask('answer:choices', { chatId })).toMatchObject({ code: 'not-found', reason: 'chat' });
      expect(await socket.ask('answer:choices', { chatId: newId() })).toMatchObject({ code: 'not-found' });
    });

    it('is asked, says on the receipt that it was chosen, and is of this answer only', async () => {
      const asked = asking();
      const first = await answered();
      const chosen = await again(first, { model: `anthropic/${PREMIUM}` });
      expect(chosen).toMatchObject({ status: 'complete', facts: { model: PREMIUM, because: 'chosen' } });
      const kind = await again(chosen, { tier: 'cloud' });
      expect(kind).toMatchObject({ facts: { model: CLOUD, because: 'chosen' } });
      const plain = await again(kind);
      expect(plain.facts?.because).not.toBe('chosen');
      const models = asked().map(({ model }) => model);
      expect(models.slice(1)).toEqual([PREMIUM, CLOUD, plain.facts?.model]);
      expect(models).toEqual([first.facts?.model, PREMIUM, CLOUD, plain.facts?.model]);
    });

    it('may be chosen by any member, whose run it is', async () => {
      const first = await answered();
      const member = await connect(ben!);
      const chosen = await again(first, { model: 'vllm/qwen3' }, member);
      expect(chosen.facts).toMatchObject({ provider: 'vllm', model: 'qwen3', because: 'chosen' });
      const runs = socket.eventsOf('chat:changed').flatMap((change) => change.runs ?? []);
      expect(runs.find(({ id }) => id === chosen.runId)).toMatchObject({ askedBy: ben!.id });
    });

    it('goes on with a cut answer where it is wanted', async () => {
      anthropic?.otherwise(() => ({ do: 'end-early', after: 2 }));
      const cut = await answered();
      expect(cut.status).toBe('cut');
      const asked = asking();
      const by = { model: 'vllm/qwen3' } as const;
      await socket.do('answer:retry', { chatId, messageId: cut.id, mode: 'continue', by });
      expect(await ended(socket, cut.id, 1)).toMatchObject({ status: 'complete', facts: { model: 'qwen3' } });
      expect(asked().map(({ model }) => model)).toEqual(['qwen3']);
    });

    it('is answered for by another where there is none of the name, and the receipt says so', async () => {
      const unknown = await again(await answered(), { model: 'openai/gpt-1' });
      expect(unknown).toMatchObject({ status: 'complete', facts: { because: 'unmet openai/gpt-1' } });
    });

    it('is asked without tools where it calls none', async () => {
      const first = await answered();
      const asked = asking();
      const chosen = await again(first, { model: 'perplexity/sonar' });
      expect(chosen.facts).toMatchObject({ provider: 'perplexity', model: 'sonar', because: 'chosen' });
      expect(asked()).toMatchObject([{ model: 'sonar' }]);
      expect(asked()[0]).not.toHaveProperty('tools');
    });

    it('gives its place to the next where it has too many requests', async () => {
      const first = await answered();
      seeking?.otherwise(() => ({ do: 'refuse', fault: 'rate-limited' }));
      const chosen = await again(first, { model: 'perplexity/sonar' });
      expect(chosen).toMatchObject({ status: 'complete', facts: { because: 'instead perplexity/sonar' } });
    });

    it('is not asked beyond a limit', async () => {
      const first = await answered();
      await socket.do('budget:set', { scope: { kind: 'chat', id: chatId }, window: 'day', limitMicros: 10_000 });
      const asked = asking();
      const dear = await again(first, { model: `anthropic/${PREMIUM}` });
      expect(dear).toMatchObject({ status: 'complete', facts: { because: `unmet anthropic/${PREMIUM}` } });
      const kind = await again(dear, { tier: 'premium' });
      expect(kind.facts?.because).toMatch(/^nearest/);
      expect(asked().map(({ model }) => model)).not.toContain(PREMIUM);
      await socket.do('budget:set', { scope: { kind: 'chat', id: chatId }, window: 'day', limitMicros: 0 });
      const before = asked().length;
      const free = await again(kind, { model: `anthropic/${PREMIUM}` });
      expect(free.facts).toMatchObject({ model: 'qwen3', because: `unmet anthropic/${PREMIUM}` });
      expect(
        asked()
          .slice(before)
          .map(({ model }) => model),
      ).toEqual(['qwen3']);
    });

    it('comes before the model its maker set for an agent', async () => {
      const agentId = newOwnAgentId();
      const definition: CommandInput<'agent:create'>['definition'] = {
        ...{ handle: `bee-${agentId.slice(-8)}`, name: 'Beekeeper', colour: 'olive', icon: 'compass', about: '' },
        ...{ instructions: 'Be kind.', starters: [], tier: 'edge', model: `anthropic/${OLDER}`, tools: [] },
      };
      await socket.do('agent:create', { agentId, definition, who: { kind: 'all' } });
      chatId = await begin([agentId]);
      const first = await answered(`@${definition.handle} what is a hive?`);
      expect(first.facts).toMatchObject({ model: OLDER });
      const chosen = await again(first, { model: `anthropic/${CLOUD}` });
      expect(chosen.facts).toMatchObject({ model: CLOUD, because: 'chosen' });
      expect((await again(chosen)).facts).toMatchObject({ model: OLDER });
    });

    it('is not what a colleague is asked by, to whom the request is handed', async () => {
      const first = await answered();
      const asked = asking();
      const call = JSON.stringify({ to: 'coder', task: 'Write it.' });
      anthropic?.otherwise(({ body }) =>
        body.model === PREMIUM ? { do: 'play', parts: [{ call: 'hand_over', json: call }] } : { do: 'answer' },
      );
      await again(first, { model: `anthropic/${PREMIUM}` });
      const ofCoder = () =>
        agentsIn(socket.eventsOf('chat:changed').flatMap(({ messages = [] }) => messages)).find(
          ({ senderId, status }) => senderId === 'coder' && status !== 'streaming',
        );
      await expect.poll(ofCoder, { timeout: 20_000 }).toMatchObject({ status: 'complete' });
      expect(ofCoder()?.facts?.because).not.toBe('chosen');
      const [one, ...others] = asked().map(({ model }) => model);
      expect(one).toBe(PREMIUM);
      expect(others).not.toHaveLength(0);
      expect(others).not.toContain(PREMIUM);
    });

    it('writes a combined answer, of the answers that are there', async () => {
      await ask('@research @coder give me one combined answer, please: a summary of both');
      const combined = () =>
        agentsIn(socket.eventsOf('chat:changed').flatMap(({ messages = [] }) => messages)).find(
          ({ senderId, status }) => senderId === 'queen' && status !== 'streaming',
        );
      await expect.poll(combined, { timeout: 20_000 }).toBeDefined();
      const asked = asking();
      const chosen = await again(combined()!, { model: `anthropic/${PREMIUM}` });
      expect(chosen).toMatchObject({ senderId: 'queen', facts: { model: PREMIUM, because: 'chosen' } });
      expect(asked().map(({ model }) => model)).toEqual([PREMIUM]);
    });

    it.each([
      [{}, 'bad-input'],
      [{ tier: 'best' }, 'bad-input'],
      [{ model: 'nameless' }, 'bad-input'],
      [{ model: 'a/b', tier: 'edge' }, 'bad-input'],
      [{ model: `a/${'b'.repeat(300)}` }, 'too-large'],
    ])('is refused where it is none: %j', async (by, code) => {
      const input = { chatId, messageId: newId(), mode: 'again', by };
      expect(await socket.askRaw('answer:retry', input)).toMatchObject({ ok: false, code });
    });
  });
});
