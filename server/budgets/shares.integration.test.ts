import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOpenAiServer } from '../../agents/testing/openaiServer.ts';
import {
  type Behaviour,
  VENDOR_KEY,
  type VendorRequest,
  type VendorServer,
} from '../../agents/testing/vendorServer.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { connectTo, type TestSocket } from '../socket/testing/testSocket.ts';
import { type AppForm, forEachStore } from '../testing/appForms.ts';
import { PROTOCOL_VERSION } from '../../shared/protocolVersion.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

const SMALL = 'gpt-6-luna';
const LARGE = 'gpt-6.1-sol';
const BRUSH = 'gpt-image-1.5';
const OTHER_BRUSH = 'house-brush';
/** 1,000 × 0.1 + 100 × 0.5 at the small model, 1,000 × 2 + 100 × 10 at the large one. */
const usage = { inputTokens: 1_000, outputTokens: 100 };
const TURN = { [SMALL]: 150, [LARGE]: 3_000 };
const PICTURE = { [BRUSH]: 9_000, [OTHER_BRUSH]: 4_000 };

const picture = { source: 'test', asOf: '2026-11-01', perImage: [{ size: '1024x1024', quality: 'low', price: 0.004 }] };
const house = {
  provider: 'openai',
  id: OTHER_BRUSH,
  tier: 'cloud',
  capabilities: { drawing: true },
  imagePrice: picture,
};

const says = (text: string): Behaviour => ({ do: 'answer', pieces: [text], usage });
const calling = (call: string, input: object): Behaviour => ({
  ...{ do: 'play', usage, parts: [{ call, json: JSON.stringify(input) }] },
});
const DRAWING = calling('make_image', { prompt: 'A hive at dawn', shape: 'square', quality: 'low' });
/** What is easy for a person to ask is hard enough here for the large model. */
const HARD = Array.from({ length: 100 }, (_, at) => `const bee${at} = hive(${at});`).join('\n');
const ASKING = calling('ask_agent', { handle: 'coder', question: `Which is quickest?\n${HARD}` });
const isColleague = ({ body }: VendorRequest) => JSON.stringify(body).includes('A colleague asks you something');

forEachStore('what an answer cost counts for who did it', (form) => {
  let vendor: VendorServer;
  let app: TestApp;
  let ada: TestPerson;
  let socket: TestSocket;
  const withBrushes: AppForm = {
    ...form,
    async prepare() {
      const ground = await form.prepare();
      await writeFile(join(ground.env.WAGGLE_DATA_DIR ?? '', 'models.json'), JSON.stringify({ models: [house] }));
      return ground;
    },
  };
  const env = () => ({ OPENAI_API_KEY: VENDOR_KEY, OPENAI_BASE_URL: `${vendor.url}/v1` });

  beforeAll(async () => {
    vendor = await startOpenAiServer([SMALL, LARGE, BRUSH, OTHER_BRUSH]);
    app = await startApp(withBrushes, { env: env() });
    ada = await app.signUp('Ada');
    socket = await ada.connect();
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    await limit({ kind: 'workspace', id: 'workspace' });
  });
  afterAll(async () => {
    socket.close();
    await app.close();
    await vendor.close();
  });

  const limit = (scope: { kind: 'workspace' | 'agent' | 'chat'; id: string }) =>
    socket.do('budget:set', { scope, window: 'month', limitMicros: 900_000_000 });
  const limits = async () =>
    Object.fromEntries(
      (await socket.do('budget:list', {})).budgets.map(({ scope, spentMicros, reservedMicros }) => [
        scope.kind === 'workspace' ? scope.kind : scope.id,
        spentMicros + reservedMicros,
      ]),
    );

  /** What each model took in a chat, and as which agent: answers, tokens read, cost; of some nobody knows that. */
  async function spent(
    chatId: string,
    unknown: readonly string[] = [],
  ): Promise<Record<string, [answers: number, input: number, micros: number]>> {
    const { rows } = await socket.do('spending:read', { days: 1 });
    const own = rows.filter((row) => row.chatId === chatId);
    expect(own.flatMap((row) => Array.from({ length: row.unknown }, () => row.model))).toEqual(unknown);
    return Object.fromEntries(
      own.map(({ agentId, model, ...row }) => [`${agentId} ${model}`, [row.answers, row.inputTokens, row.costMicros]]),
    );
  }

  const changed = (messageId: string, wanted: (message: Message) => boolean) => () =>
    socket
      .eventsOf('chat:changed')
      .flatMap(({ messages = [] }) => messages)
      .find((message) => message.id === messageId && wanted(message));

  async function ask(chatId: string, agentId: string, text: string): Promise<string> {
    const sent = await socket.do('message:send', { id: newId(), chatId, text });
    const asked = sent.messages?.find(({ senderId }) => senderId === agentId)?.id;
    if (asked === undefined) throw new Error('nobody was asked');
    return asked;
  }

  async function group(...contacts: string[]): Promise<string> {
    const chatId = newId();
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Studio', contacts });
    return chatId;
  }

  /** Says yes to the picture that it asks for. */
  async function allow(chatId: string, messageId: string): Promise<void> {
    const waits = changed(messageId, ({ cards = [] }) => cards.some(({ state }) => state === 'waiting'));
    await expect.poll(waits, { timeout: 15_000 }).toBeDefined();
    const [card] = waits()?.cards ?? [];
    const decided = { key: card?.key ?? '', hash: card?.approval?.hash ?? '', allowed: true, reason: '' };
    await socket.do('call:decide', { chatId, messageId, ...decided });
  }

  async function ended(messageId: string): Promise<Message> {
    const end = changed(messageId, ({ status }) => status !== 'streaming');
    await expect.poll(end, { timeout: 15_000 }).toBeDefined();
    const message = end();
    if (message === undefined) throw new Error('it was there');
    return message;
  }

  /** Ends the process, which lets go of what it works on, and begins another. */
  async function again(): Promise<void> {
    socket.close();
    await app.app.close(0);
    app = await startApp(form, { env: env(), beside: app });
    socket = await connectTo(app.port, { protocol: PROTOCOL_VERSION }, { cookie: ada.cookie, origin: app.url });
  }

  async function finished(messageId: string): Promise<void> {
    const { chats } = await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    const known = chats.flatMap(({ messages }) => messages).find(({ id }) => id === messageId);
    const { status } = known?.status === 'complete' ? known : await ended(messageId);
    expect(status).toBe('complete');
  }

  it('where a picture is drawn by another model than the first that was asked', async () => {
    const { chatId } = await socket.do('chat:direct', { contactId: 'creative' });
    const failing: Behaviour = { do: 'refuse', fault: 'server-error' };
    vendor.next(DRAWING, failing, failing, failing, { do: 'answer' }, says('There it is.'));
    const messageId = await ask(chatId, 'creative', 'Draw me a hive.');
    await allow(chatId, messageId);
    const { facts, attachments, runId } = await ended(messageId);
    expect(attachments).toHaveLength(1);
    expect(vendor.images.map(({ model }) => model)).toEqual([BRUSH, BRUSH, BRUSH, OTHER_BRUSH]);
    const words = 2 * TURN[SMALL];
    expect(await spent(chatId)).toEqual({
      [`creative ${SMALL}`]: [1, 2_000, words],
      [`creative ${OTHER_BRUSH}`]: [0, 0, PICTURE[OTHER_BRUSH]],
    });
    expect(facts).toMatchObject({
      ...{ model: SMALL, costMicros: words + PICTURE[OTHER_BRUSH] },
      shares: [
        { model: SMALL, costMicros: words },
        { model: OTHER_BRUSH, costMicros: PICTURE[OTHER_BRUSH] },
      ],
    });
    // Each try is a call of a model, in the call of the tool.
    const tries = async () => {
      const { spans } = await socket.do('trace:read', { chatId, runId: runId ?? '' });
      const tool = spans.find(({ name }) => name === 'execute_tool make_image')?.id;
      return spans
        .filter(({ parentId }) => parentId === tool)
        .map(({ kind, name, status, costMicros }) => [kind, name, status, costMicros]);
    };
    const failed = ['model', `generate_content ${BRUSH}`, 'error'];
    await expect
      .poll(tries, { timeout: 15_000 })
      .toEqual([
        ...[null, null, 0].map((cost) => [...failed, cost]),
        ['model', `generate_content ${OTHER_BRUSH}`, 'ok', PICTURE[OTHER_BRUSH]],
      ]);
  });

  it('where a colleague was asked, as that agent, in every limit', async () => {
    const chatId = await group('business', 'coder');
    vendor.next(ASKING);
    vendor.otherwise((request) => says(isColleague(request) ? 'Any.' : 'Read.'));
    const { facts } = await ended(await ask(chatId, 'business', '@business which is quickest?'));
    const once = { business: 2 * TURN[SMALL], coder: TURN[LARGE] };
    expect(await spent(chatId)).toEqual({
      [`business ${SMALL}`]: [1, 2_000, once.business],
      [`coder ${LARGE}`]: [0, 1_000, once.coder],
    });
    const all = once.business + once.coder;
    expect(facts).toMatchObject({ costMicros: all, shares: [{}, { model: LARGE, agentId: 'coder' }] });

    // What is counted as it is spent, and what a new limit counts of before, are the same.
    for (const id of ['business', 'coder', 'creative']) await limit({ kind: 'agent', id });
    await limit({ kind: 'chat', id: chatId });
    const drawn = 2 * TURN[SMALL] + PICTURE[OTHER_BRUSH];
    expect(await limits()).toEqual({
      ...{ workspace: drawn + all, creative: drawn, [chatId]: all },
      ...once,
    });
    vendor.next(ASKING);
    await ended(await ask(chatId, 'business', '@business and which is slowest?'));
    expect(await limits()).toMatchObject({
      ...{ workspace: drawn + 2 * all, creative: drawn, [chatId]: 2 * all },
      ...{ business: 2 * once.business, coder: 2 * once.coder },
    });
  });

  it('where the process is let go of amid a picture, that nobody knows the cost of', async () => {
    const chatId = await group('creative', 'coder');
    vendor.next(DRAWING, { do: 'hang', after: -1 });
    vendor.otherwise(() => says('I could not finish it.'));
    const messageId = await ask(chatId, 'creative', '@creative draw me a hive.');
    const drawn = vendor.images.length;
    await allow(chatId, messageId);
    await expect.poll(() => vendor.images.length, { timeout: 15_000 }).toBe(drawn + 1);
    await again();
    await finished(messageId);
    expect(vendor.images).toHaveLength(drawn + 1);
    const { rows } = await socket.do('spending:read', { days: 1 });
    const own = rows.filter((row) => row.chatId === chatId).map(({ model, unknown }) => [model, unknown]);
    expect(own.toSorted()).toEqual(
      [
        [SMALL, 0],
        [BRUSH, 1],
      ].toSorted(),
    );
  });

  it('where the process ends between the picture and the words after it', async () => {
    const chatId = await group('creative', 'coder');
    vendor.next(DRAWING, { do: 'answer' }, { do: 'hang', after: 1 });
    vendor.otherwise(() => says('There it is.'));
    const messageId = await ask(chatId, 'creative', '@creative draw me a hive.');
    await allow(chatId, messageId);
    const requests = vendor.requests.length;
    await expect.poll(() => vendor.requests.length, { timeout: 15_000 }).toBe(requests + 1);
    const drawn = vendor.images.length;
    await again();
    await finished(messageId);
    expect(vendor.images).toHaveLength(drawn);
    // The words that had begun then are written again.
    expect(await spent(chatId, [SMALL])).toEqual({
      [`creative ${SMALL}`]: [1, 2_000, 2 * TURN[SMALL]],
      [`creative ${BRUSH}`]: [0, 0, PICTURE[BRUSH]],
    });
  });
});
