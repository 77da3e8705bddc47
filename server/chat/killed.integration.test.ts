import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { type DyingSettings, Found } from '../socket/testing/dyingSettings.ts';
import { connectTo } from '../socket/testing/testSocket.ts';
import { type Ground, forEachStore } from '../testing/appForms.ts';
import { BRIEF_ENV, BRIEF_FLAGS } from '../testing/briefNode.ts';

const CHILD = fileURLToPath(new URL('../socket/testing/dying.ts', import.meta.url));
const LAST_WORDS = 'The light goes out';

forEachStore('a process killed between commit and acknowledgement', (form) => {
  let children: ChildProcess[] = [];
  let ground: Ground | undefined;

  afterEach(async () => {
    for (const child of children) await end(child);
    children = [];
    await ground?.clear();
  });

  async function start(settings: DyingSettings): Promise<{ child: ChildProcess; found: Found }> {
    const { WAGGLE_DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = ground?.env ?? {};
    const given = JSON.stringify({ dataDir, databaseUrl, ...settings });
    const child = spawn(process.execPath, [...BRIEF_FLAGS, CHILD, given], {
      env: { ...process.env, ...BRIEF_ENV },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return { child, found: Found.parse(JSON.parse(line)) };
  }

  async function end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  it('has stored the message once, and acknowledges it when it comes again', async () => {
    ground = await form.prepare();
    const first = await start({ lastWords: LAST_WORDS });
    const { userId } = first.found;
    const socket = await connectTo(first.found.port, { userId });
    const chatId = newId();
    await socket.do('chat:create', {
      id: chatId,
      kind: 'group',
      title: 'Bees',
      contacts: ['coder'],
      answers: 'always',
    });
    await socket.do('message:send', { id: newId(), chatId, text: 'Before' });
    const input = { id: newId(), chatId, text: LAST_WORDS };
    const died = once(first.child, 'exit');
    let acknowledged = false;
    socket.ask('message:send', input).then(
      () => (acknowledged = true),
      () => undefined,
    );
    expect(await died).toEqual([null, 'SIGKILL']);
    expect(acknowledged).toBe(false);

    const second = await start({ userId });
    const again = await connectTo(second.found.port, { userId });
    const { chats } = await again.do('sync', { workspace: 0, user: 0, chats: {} });
    const before = chats.find((chat) => chat.chatId === chatId);
    expect(before).toMatchObject({ lastSeq: 4, upTo: 3 });
    expect(before?.messages.filter((message) => message.text === LAST_WORDS)).toHaveLength(1);

    const change = await again.do('message:send', input);
    expect(change).toMatchObject({
      version: 3,
      messages: [
        { id: input.id, seq: 3 },
        { seq: 4, senderId: 'coder' },
      ],
    });
    expect(change.runs).toMatchObject([{ requestId: input.id, status: 'queued' }]);
    const { chats: after } = await again.do('sync', { workspace: 0, user: 0, chats: {} });
    expect(after.find((chat) => chat.chatId === chatId)).toEqual(before);
    again.close();
  }, 90_000);
});
