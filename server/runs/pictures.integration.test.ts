import { afterAll, beforeAll, expect, it } from 'vitest';
import { builtIn } from '../../agents/models/catalog/builtIn.ts';
import { imageCost } from '../../agents/models/catalog/imagePrice.ts';
import { PICTURE, startOpenAiServer } from '../../agents/testing/openaiServer.ts';
import { type Behaviour, VENDOR_KEY, type VendorServer } from '../../agents/testing/vendorServer.ts';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

const PROMPT = 'A hive on a roof at dawn';
const price = builtIn.models.find(({ id }) => id === 'gpt-image-1.5')?.imagePrice ?? null;
const COST = imageCost(price, { size: '1024x1024', quality: 'low' }) ?? 0;
const calling: Behaviour = {
  do: 'play',
  parts: [{ call: 'make_image', json: JSON.stringify({ prompt: PROMPT, shape: 'square', quality: 'low' }) }],
};

forEachStore('a picture that an agent has made', (form) => {
  let vendor: VendorServer;
  let app: TestApp;
  let ada: TestPerson;
  let socket: TestSocket;
  let chatId: string;

  beforeAll(async () => {
    vendor = await startOpenAiServer(['gpt-6-luna', 'gpt-6.1-sol', 'gpt-image-1.5']);
    app = await startApp(form, { env: { OPENAI_API_KEY: VENDOR_KEY, OPENAI_BASE_URL: `${vendor.url}/v1` } });
    ada = await app.signUp('Ada');
    socket = await ada.connect();
    ({ chatId } = await socket.do('chat:direct', { contactId: 'creative' }));
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    // Only where a limit holds is anything set aside and counted.
    const scope = { kind: 'workspace', id: 'workspace' } as const;
    await socket.do('budget:set', { scope, window: 'day', limitMicros: 900_000_000 });
  });
  afterAll(async () => {
    socket.close();
    await app.close();
    await vendor.close();
  });

  const changed = (messageId: string, wanted: (message: Message) => boolean) => () =>
    socket
      .eventsOf('chat:changed')
      .flatMap(({ messages = [] }) => messages)
      .find((message) => message.id === messageId && wanted(message));

  /** Asks for a picture, says yes when that is asked, and waits for the end. */
  async function drawn(): Promise<Message> {
    const sent = await socket.do('message:send', { id: newId(), chatId, text: 'Draw me a hive.' });
    const messageId = sent.messages?.find(({ senderId }) => senderId === 'creative')?.id ?? '';
    const waits = changed(messageId, ({ cards = [] }) => cards.some(({ state }) => state === 'waiting'));
    await expect.poll(waits, { timeout: 15_000 }).toBeDefined();
    const [card] = waits()?.cards ?? [];
    const hash = card?.approval?.hash ?? '';
    await socket.do('call:decide', { chatId, messageId, key: card?.key ?? '', hash, allowed: true, reason: '' });
    const ended = changed(messageId, ({ status }) => status !== 'streaming');
    await expect.poll(ended, { timeout: 15_000 }).toBeDefined();
    const message = ended();
    if (message === undefined) throw new Error('it was there');
    return message;
  }

  const spent = async () => (await socket.do('budget:list', {})).budgets[0]?.spentMicros ?? 0;
  /** What the words of an answer in two turns cost. */
  let words = 0;

  it('is a file of its answer, and what it cost is on the receipt and in the budget, once', async () => {
    vendor.next(calling, { do: 'refuse', fault: 'server-error' });
    const message = await drawn();
    expect(vendor.images).toHaveLength(2);
    expect(message).toMatchObject({ status: 'complete', cards: [{ tool: 'make_image', state: 'done' }] });
    const [file] = message.attachments ?? [];
    expect(file).toMatchObject({ name: `${PROMPT}.png`, mime: 'image/png', width: 1, height: 1 });
    const got = await fetch(`${app.url}/api/files/${file?.fileId ?? ''}`, { headers: { cookie: ada.cookie } });
    // It is written anew before it is kept.
    expect(Buffer.from(await got.arrayBuffer()).subarray(0, 8)).toEqual(PICTURE.subarray(0, 8));
    const total = message.facts?.costMicros ?? 0;
    words = total - COST;
    expect(words).toBeGreaterThan(0);
    expect(words).toBeLessThan(COST);
    expect(await spent()).toBe(total);
  });

  it('is none where the provider does not make it, and costs nothing', async () => {
    const before = await spent();
    vendor.next(calling, { do: 'refuse', fault: 'refused' });
    const message = await drawn();
    expect(message).toMatchObject({ status: 'complete', cards: [{ tool: 'make_image', state: 'failed' }] });
    expect(message.attachments ?? []).toEqual([]);
    expect(message.facts?.costMicros).toBe(words);
    expect(await spent()).toBe(before + words);
    const { rows } = await socket.do('spending:read', { days: 1 });
    expect(rows.reduce((sum, { costMicros }) => sum + costMicros, 0)).toBe(before + words);
  });
});
