import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startAnthropicServer } from '../../agents/testing/anthropicServer.ts';
import { startOllamaServer } from '../../agents/testing/compatibleServer.ts';
import { startOpenAiServer } from '../../agents/testing/openaiServer.ts';
import { SAID, VENDOR_KEY, type VendorRequest, type VendorServer } from '../../agents/testing/vendorServer.ts';
import type { AgentDefinition } from '../../shared/ownAgent.ts';
import { newOwnAgentId } from '../../shared/ownAgent.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { upload, view } from '../files/testing/tus.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

const OPUS = 'anthropic/claude-opus-5-5';
const HARD = Array.from({ length: 120 }, (_, at) => `const bee${at} = hive(${at});`).join('\n');
const VOICE = { name: 'Voice', voice: '1', durationMs: '2400', waveform: '0,31,7' };
const webm = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810442858102', 'hex'),
  Buffer.alloc(200),
]);

/** An agent that is made for a model far away. */
const pinned: AgentDefinition = {
  ...{ handle: 'keeper', name: 'Keeper', colour: 'olive', icon: 'compass', about: 'Knows bees.', starters: [] },
  ...{ instructions: 'Be kind to bees.', tier: 'premium', model: OPUS, tools: ['ask_agent'] },
};

/** What a model was told, all of it. */
const told = ({ body }: VendorRequest) => JSON.stringify(body);

forEachStore('a chat that keeps to local models', (form) => {
  let far: VendorServer;
  let painter: VendorServer;
  let near: VendorServer;
  let app: TestApp;
  let ada: TestPerson;
  let socket: TestSocket;
  const keeper = newOwnAgentId();
  const chatId = newId();
  /** What was asked of the local one before this test. */
  let before = 0;

  beforeAll(async () => {
    [far, painter, near] = await Promise.all([
      startAnthropicServer(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5']),
      startOpenAiServer(['gpt-6-luna', 'gpt-image-1.5', 'gpt-transcribe']),
      startOllamaServer(['qwen3']),
    ]);
    const env = {
      ...{ ANTHROPIC_API_KEY: VENDOR_KEY, ANTHROPIC_BASE_URL: far.url },
      ...{ OPENAI_API_KEY: VENDOR_KEY, OPENAI_BASE_URL: `${painter.url}/v1` },
      OLLAMA_URL: near.url,
    };
    app = await startApp(form, { env });
    ada = await app.signUp('Ada');
    socket = await ada.connect();
    for (const providerId of ['anthropic', 'openai']) await socket.do('provider:test', { providerId });
    await socket.do('agent:create', { agentId: keeper, definition: pinned, who: { kind: 'all' } });
    const contacts = ['research', 'coder', 'creative', keeper];
    await socket.do('chat:create', { id: chatId, kind: 'project', title: 'Bees', contacts });
    await socket.do('chat:update', { chatId, instructions: 'The vault is behind the oak.', answers: 'useful' });
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    await socket.do('chat:update', { chatId, localOnly: true });
  });
  afterAll(async () => {
    socket.close();
    await app.close();
    await Promise.all([far.close(), painter.close(), near.close()]);
  });
  beforeEach(() => {
    before = near.requests.length;
    near.otherwise((request) =>
      told(request).includes('You decide which agents of a chat')
        ? { do: 'answer', pieces: ['{"agents": ["coder"], "why": "It asks for code."}'] }
        : { do: 'answer' },
    );
  });

  const asked = () => near.requests.slice(before).map(told);
  const sentOut = () => [far, painter].flatMap(({ requests, images, recordings }) => [requests, images, recordings]);

  /** The answers to a message, all ended, the queen's among them. */
  async function answered(text: string, many: number): Promise<Message[]> {
    const sent = await socket.do('message:send', { id: newId(), chatId, text });
    const seq = sent.messages?.[0]?.seq ?? 0;
    const answers = () => {
      const latest = new Map<string, Message>();
      for (const { messages = [] } of socket.eventsOf('chat:changed')) {
        for (const one of messages) if (one.seq > seq && one.senderKind === 'agent') latest.set(one.id, one);
      }
      return [...latest.values()].filter(({ status }) => status !== 'streaming');
    };
    await expect.poll(() => answers().length, { timeout: 20_000 }).toBe(many);
    return answers();
  }

  const providersOf = (answers: readonly Message[]) => new Set(answers.map(({ facts }) => facts?.provider));

  it('is answered there by everybody and in one, whatever they are made for', async () => {
    const answers = await answered(`@all Which one is best? Compare them.\n${HARD}`, 5);
    expect(providersOf(answers)).toEqual(new Set(['ollama']));
    expect(answers.map(({ senderId }) => senderId)).toEqual(expect.arrayContaining([keeper, 'queen']));
    expect(answers.find(({ senderId }) => senderId === keeper)?.facts?.because).toBe(`unmet ${OPUS}`);
    expect(asked().some((text) => text.includes('behind the oak'))).toBe(true);
    // Who makes pictures stands elsewhere.
    expect(asked().join('')).not.toContain('make_image');
  });

  it('has the queen choose there', async () => {
    const [answer] = await answered('How do I write a loop in Python?', 1);
    expect(answer).toMatchObject({ senderId: 'coder', facts: { provider: 'ollama' } });
    expect(asked()[0]).toContain('You decide which agents of a chat');
  });

  it('has colleagues asked there', async () => {
    const json = JSON.stringify({ handle: 'coder', question: 'How many bees?' });
    near.next({ do: 'play', parts: [{ call: 'ask_agent', json }] });
    const [answer] = await answered('@keeper How many bees are there?', 1);
    expect(answer).toMatchObject({ status: 'complete', cards: [{ tool: 'ask_agent', state: 'done' }] });
    expect(asked()).toHaveLength(3);
  });

  it('is answered anew there, whoever is asked for', async () => {
    const [answer] = await answered('@research What is a hive?', 1);
    const messageId = answer?.id ?? '';
    await socket.do('answer:retry', { chatId, messageId, mode: 'again', by: { model: OPUS } });
    const anew = () =>
      socket
        .eventsOf('chat:changed')
        .flatMap(({ messages = [] }) => messages)
        .findLast(({ id, status }) => id === messageId && status === 'complete')?.facts;
    await expect.poll(anew, { timeout: 20_000 }).toMatchObject({ provider: 'ollama', because: `unmet ${OPUS}` });
  });

  it('is summarised there', async () => {
    await socket.do('chat:update', { chatId, answers: 'mentioned' });
    for (let at = 0; at < 45; at += 1) {
      await socket.do('message:send', { id: newId(), chatId, text: `${at}: we keep bees behind the oak.` });
    }
    await socket.do('summary:renew', { chatId });
    const versions = async () => (await socket.do('chat:summaries', { chatId })).versions;
    await expect.poll(async () => (await versions()).length, { timeout: 20_000 }).toBe(1);
    expect((await versions())[0]?.model).toBe('qwen3');
    expect(asked().some((text) => text.includes('You keep the memory of a chat.'))).toBe(true);
  });

  const say = async () => {
    const fileId = await upload({ url: app.url, cookie: ada.cookie }, webm, VOICE);
    await view(ada, fileId);
    const id = newId();
    await socket.do('message:send', { id, chatId, text: '', fileIds: [fileId] });
    return { id, fileId };
  };

  it('has its voice notes written down by nobody else, and nothing of it was told to anybody', async () => {
    const { fileId } = await say();
    const left = () =>
      app.app.parts.database.pool.query('select from file where id = $1 and "transcribeAt" is null', [fileId]);
    await expect.poll(async () => (await left()).rowCount, { timeout: 10_000 }).toBe(1);
    expect(sentOut()).toEqual(Array.from({ length: 6 }, () => []));
    expect(await socket.do('model:local', {})).toEqual({ answers: true, transcribes: false });
  });

  it('says so where no local one can be asked any more, and asks nobody else', async () => {
    await socket.do('provider:update', { providerId: 'ollama', key: null, baseUrl: 'http://127.0.0.1:9' });
    expect(await socket.do('model:local', {})).toEqual({ answers: false, transcribes: false });
    const [answer] = await answered('@keeper And now?', 1);
    expect(answer).toMatchObject({ status: 'failed', failure: 'no-local-model' });
    expect(sentOut()).toEqual(Array.from({ length: 6 }, () => []));
    await socket.do('provider:update', { providerId: 'ollama', key: null, baseUrl: null });
    expect(await socket.do('model:local', {})).toEqual({ answers: true, transcribes: false });
  });

  it('asks them again once it is switched back', async () => {
    await socket.do('chat:update', { chatId, localOnly: false });
    const [answer] = await answered('@keeper And now?', 1);
    expect(answer).toMatchObject({ facts: { provider: 'anthropic' } });
    await answered('@creative Draw a hive.', 1);
    expect([...far.requests, ...painter.requests, ...near.requests.slice(before)].map(told).join('')).toContain(
      'make_image',
    );
    const { id } = await say();
    const transcript = () =>
      socket
        .eventsOf('chat:changed')
        .flatMap(({ messages = [] }) => messages)
        .findLast((one) => one.id === id)?.attachments?.[0]?.transcript;
    await expect.poll(transcript, { timeout: 10_000 }).toBe(SAID);
  });
});
