import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOpenAiServer } from '../../agents/testing/openaiServer.ts';
import { SAID, VENDOR_KEY, type VendorServer } from '../../agents/testing/vendorServer.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { type Asker, upload, view } from './testing/tus.ts';

const webm = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810442858102', 'hex'),
  Buffer.alloc(200),
]);
const VOICE = { name: 'Voice', voice: '1', durationMs: '2400', waveform: '0,31,7' };

forEachStore('what is said in a voice note', (form) => {
  let vendor: VendorServer;
  let app: TestApp;
  let ada: TestPerson;
  let asAda: Asker;
  let socket: TestSocket;
  const chatId = newId();

  beforeAll(async () => {
    vendor = await startOpenAiServer(['gpt-6-luna', 'gpt-transcribe']);
    const env = { OPENAI_API_KEY: VENDOR_KEY, OPENAI_BASE_URL: `${vendor.url}/v1` };
    app = await startApp(form, { env });
    ada = await app.signUp('Ada');
    asAda = { url: app.url, cookie: ada.cookie };
    socket = await ada.connect();
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] });
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
  });
  afterAll(async () => {
    socket.close();
    await app.close();
    await vendor.close();
  });

  const transcriptOf = (messageId: string) =>
    socket
      .eventsOf('chat:changed')
      .flatMap((change) => change.messages ?? [])
      .findLast((message) => message.id === messageId)?.attachments?.[0]?.transcript;

  async function bring(metadata: Record<string, string>): Promise<string> {
    const id = await upload(asAda, webm, metadata);
    await view(ada, id);
    return id;
  }

  it('is written down and told, sent before or after', async () => {
    // Until it was asked for its models, nobody knows that the provider can.
    await expect.poll(() => app.app.parts.providers.transcriber()).toBeDefined();
    const early = await bring(VOICE);
    const [first, second] = [newId(), newId()];
    await socket.do('message:send', { id: first, chatId, text: '', fileIds: [early] });
    await expect.poll(() => transcriptOf(first), { timeout: 10_000 }).toBe(SAID);
    await socket.do('message:send', { id: second, chatId, text: '', fileIds: [early] });
    await expect.poll(() => transcriptOf(second), { timeout: 10_000 }).toBe(SAID);
    expect(vendor.recordings).toHaveLength(1);
    expect(vendor.recordings[0]?.bytes.equals(webm)).toBe(true);
    expect(await view(ada, early)).toMatchObject({ transcript: SAID });
  });

  it('is nobody else’s: other files are not sent to anybody', async () => {
    const before = vendor.recordings.length;
    await bring({ name: 'film.webm' });
    await bring({ name: 'song', durationMs: '10' });
    expect(vendor.recordings.length).toBe(before);
  });

  it('is left out where it can not be had, and the note is sent all the same', async () => {
    vendor.next({ do: 'refuse', fault: 'no-credit' });
    const fileId = await bring(VOICE);
    const id = newId();
    const change = await socket.do('message:send', { id, chatId, text: '', fileIds: [fileId] });
    expect(change.messages?.[0]?.attachments?.[0]).toMatchObject({ kind: 'voice', transcript: null });
    const told = () => app.logged.filter((line) => line.includes('a voice note was not written down'));
    await expect.poll(told, { timeout: 10_000 }).toHaveLength(1);
    expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
