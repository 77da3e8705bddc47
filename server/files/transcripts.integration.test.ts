import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ProviderError } from '../../agents/providers/provider.ts';
import { startCompatibleServer } from '../../agents/testing/compatibleServer.ts';
import { startOpenAiServer } from '../../agents/testing/openaiServer.ts';
import { SAID, VENDOR_KEY, type VendorServer } from '../../agents/testing/vendorServer.ts';
import { newId } from '../../shared/ids.ts';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { silent } from '../runs/testing/server.ts';
import { leftRecordings, takeRecording } from '../store/transcripts.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { type Asker, upload, view } from './testing/tus.ts';
import { createTranscripts } from './transcripts.ts';

const webm = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810442858102', 'hex'),
  Buffer.alloc(200),
]);
const ANYWHERE = { localOnly: false };
const VOICE = { name: 'Voice', voice: '1', durationMs: '2400', waveform: '0,31,7' };

forEachStore('what is said in a voice note', (form) => {
  let vendor: VendorServer;
  let near: VendorServer;
  let app: TestApp;
  let ada: TestPerson;
  let asAda: Asker;
  let socket: TestSocket;
  const chatId = newId();
  /** Of a chat that keeps to local models. */
  const localId = newId();

  beforeAll(async () => {
    [vendor, near] = await Promise.all([
      startOpenAiServer(['gpt-6-luna', 'gpt-transcribe']),
      startCompatibleServer(['qwen3', 'whisper-large']),
    ]);
    const env = { OPENAI_API_KEY: VENDOR_KEY, OPENAI_BASE_URL: `${vendor.url}/v1` };
    app = await startApp(form, { env });
    ada = await app.signUp('Ada');
    asAda = { url: app.url, cookie: ada.cookie };
    socket = await ada.connect();
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] });
    await socket.do('chat:create', { id: localId, kind: 'group', title: 'Hive', contacts: [] });
    await socket.do('chat:update', { chatId: localId, localOnly: true });
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    // Until it was asked for its models, nobody knows that the provider can.
    await socket.do('provider:test', { providerId: 'openai' });
  });
  afterAll(async () => {
    socket.close();
    await app.close();
    await Promise.all([vendor.close(), near.close()]);
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

  /** Sends a note, and the id of its message. */
  async function say(fileId: string, into = chatId, forwarded = false): Promise<string> {
    const id = newId();
    await socket.do('message:send', { id, chatId: into, text: '', fileIds: [fileId], ...(forwarded && { forwarded }) });
    return id;
  }

  const isLeft = async (fileId: string) => {
    const { rows } = await app.app.parts.database.pool.query('select "transcribeAt" from file where id = $1', [fileId]);
    return (rows[0] as { transcribeAt: Date | null }).transcribeAt !== null;
  };
  const settled = (fileId: string) => expect.poll(() => isLeft(fileId), { timeout: 10_000 }).toBe(false);

  it('is written down once it is in a chat, and only once, forwarded before or after', async () => {
    const fileId = await bring(VOICE);
    expect([await isLeft(fileId), vendor.recordings.length]).toEqual([false, 0]);
    const messages = [await say(fileId), await say(fileId)];
    for (const id of messages) await expect.poll(() => transcriptOf(id), { timeout: 10_000 }).toBe(SAID);
    const last = await say(fileId, localId, true);
    await expect.poll(() => transcriptOf(last), { timeout: 10_000 }).toBe(SAID);
    expect(vendor.recordings).toHaveLength(1);
    expect(vendor.recordings[0]?.bytes.equals(webm)).toBe(true);
    expect(await view(ada, fileId)).toMatchObject({ transcript: SAID });
    await settled(fileId);
  });

  it('goes to nobody far from a chat that keeps to local models, until it is in another one', async () => {
    const fileId = await bring(VOICE);
    const before = vendor.recordings.length;
    const kept = await say(fileId, localId);
    await settled(fileId);
    expect([vendor.recordings.length, transcriptOf(kept)]).toEqual([before, null]);
    const id = await say(fileId, chatId, true);
    await expect.poll(() => transcriptOf(id), { timeout: 10_000 }).toBe(SAID);
    expect(vendor.recordings).toHaveLength(before + 1);

    const next = await bring(VOICE);
    await socket.do('chat:update', { chatId: localId, localOnly: false });
    const open = await say(next, localId);
    await expect.poll(() => transcriptOf(open), { timeout: 10_000 }).toBe(SAID);
    await socket.do('chat:update', { chatId: localId, localOnly: true });
    expect(vendor.recordings).toHaveLength(before + 2);
  });

  it('is written down there by who stands at an address of its owner', async () => {
    const { providers } = app.app.parts;
    const before = vendor.recordings.length;
    const set = (baseUrl: string | null) =>
      socket.do('provider:update', { providerId: 'vllm', key: baseUrl === null ? null : VENDOR_KEY, baseUrl });
    await set(near.url);
    expect(providers.transcriber({ localOnly: true })?.providerId).toBe('vllm');
    expect(providers.transcriber(ANYWHERE)?.providerId).toBe('openai');
    const id = await say(await bring(VOICE), localId);
    await expect.poll(() => transcriptOf(id), { timeout: 10_000 }).toBe(SAID);
    expect([vendor.recordings.length, near.recordings.length]).toEqual([before, 1]);
    await set('https://whisper.example.com');
    expect(providers.transcriber({ localOnly: true })).toBeUndefined();
    await set(null);
  });

  it('is taken back from whoever is far once its chat keeps to local models, and written down here or by nobody', async () => {
    const begun = async () => {
      const before = vendor.recordings.length;
      vendor.next({ do: 'hang', after: -1 });
      const fileId = await bring(VOICE);
      const id = await say(fileId, localId);
      await expect.poll(() => vendor.recordings.length, { timeout: 10_000 }).toBe(before + 1);
      return { fileId, id };
    };
    const set = (key: string | null, baseUrl: string | null) =>
      socket.do('provider:update', { providerId: 'vllm', key, baseUrl });
    const keep = (localOnly: boolean) => socket.do('chat:update', { chatId: localId, localOnly });

    await set(VENDOR_KEY, near.url);
    await keep(false);
    const heard = near.recordings.length;
    const { id } = await begun();
    await keep(true);
    await expect.poll(() => transcriptOf(id), { timeout: 10_000 }).toBe(SAID);
    expect(near.recordings).toHaveLength(heard + 1);

    await set(null, null);
    await keep(false);
    const alone = await begun();
    const before = vendor.recordings.length;
    await keep(true);
    await settled(alone.fileId);
    expect([transcriptOf(alone.id), vendor.recordings.length]).toEqual([null, before]);
  });

  it.each(['the bus', 'nobody'])('is taken back in another process where %s tells of it', async (teller) => {
    const { database, messaging } = app.app.parts;
    const { pool } = database;
    // This process is kept from it.
    vendor.next({ do: 'refuse', fault: 'no-credit' });
    const fileId = await bring(VOICE);
    const id = await say(fileId, chatId);
    await settled(fileId);
    const asked: { localOnly: boolean; signal: AbortSignal }[] = [];
    const line: BusLine = new Set();
    const [one, other] = [0, 1].map(() =>
      createTranscripts({
        ...{ database, bus: createInProcessBus(silent, line), changeChat: messaging.changeChat, logger: silent },
        transcriber: ({ localOnly }) => ({
          providerId: 'other',
          async transcribe(_, signal) {
            asked.push({ localOnly, signal });
            if (localOnly) return 'Near.';
            await once(signal, 'abort');
            throw new ProviderError('aborted', 'Stopped.');
          },
        }),
        read: async () => webm,
        // So that only one of the two can have told.
        lookMs: teller === 'nobody' ? 50 : 600_000,
      }),
    );
    await pool.query(`update file set "transcribeAt" = now() - interval '1 minute' where id = $1`, [fileId]);
    await one?.sweep();
    await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(1);
    const keep = (on: boolean) => pool.query('update chat set "localOnly" = $2 where id = $1', [chatId, on]);
    await keep(true);
    if (teller === 'the bus') other?.keepLocal();
    await expect.poll(() => transcriptOf(id), { timeout: 10_000 }).toBe('Near.');
    expect(asked.map(({ localOnly, signal }) => [localOnly, signal.aborted])).toEqual([
      [false, true],
      [true, false],
    ]);
    await keep(false);
    await Promise.all([one?.close(), other?.close()]);
  });

  it('is written down by one of several processes, and by another one where that died', async () => {
    const { database, messaging } = app.app.parts;
    const { pool } = database;
    const heard: string[] = [];
    const transcribe = async () => {
      heard.push('');
      return 'Honey.';
    };
    const others = [0, 1].map(() =>
      createTranscripts({
        ...{ database, bus: createInProcessBus(silent), changeChat: messaging.changeChat, logger: silent },
        transcriber: () => ({ providerId: 'other', transcribe }),
        read: async () => webm,
      }),
    );
    // This process is kept from it.
    vendor.next({ do: 'refuse', fault: 'no-credit' });
    const fileId = await bring(VOICE);
    const id = await say(fileId);
    await settled(fileId);
    const due = (when: string) =>
      pool.query(`update file set "transcribeAt" = now() ${when} where id = $1 returning *`, [fileId]);

    await due('');
    expect(await leftRecordings(pool, 10)).toEqual([]);
    expect(await takeRecording(pool, fileId)).toMatchObject({ id: fileId });
    expect(await takeRecording(pool, fileId)).toBeUndefined();
    // Whoever had taken it on died since.
    await due(`- interval '1 minute'`);
    await Promise.all(others.map((one) => one.sweep()));
    await expect.poll(() => transcriptOf(id), { timeout: 10_000 }).toBe('Honey.');
    await settled(fileId);
    expect(heard).toHaveLength(1);

    // Or after it was written down, and before it was shown.
    const late = await bring(VOICE);
    await pool.query('update file set transcript = $2, "transcribeAt" = $3 where id = $1', [late, 'Wax.', new Date(0)]);
    await Promise.all(others.map((one) => one.sweep()));
    await settled(late);
    expect(heard).toHaveLength(1);
    await Promise.all(others.map((one) => one.close()));
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
    const ofThis = () => app.logged.filter((line) => line.includes(fileId));
    const told = () => ofThis().filter((line) => line.includes('a voice note was not written down'));
    await expect.poll(told, { timeout: 10_000 }).toHaveLength(1);
    expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
