import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { readZip } from '../../server/export/testing/readZip.ts';
import { upload } from '../../server/files/testing/tus.ts';
import { newId } from '../../shared/ids.ts';
import { count, type Figure, ms, percentile } from '../figures.ts';
import { fill } from '../fill.ts';
import { connect, makeGroup, type Person, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { startWaggle, type Waggle } from '../waggle.ts';

const MEGABYTE = 1024 * 1024;
const FILES = 30;
/** Slower than a client may send, so that nobody is told to wait. */
const PACE_MS = 20;
const IDLE_MS = 3000;
/** Whoever takes it stops taking for so long. */
const STOPPED_MS = 2000;
const WATCH_MS = 50;
const MOST_GROWTH = 150 * MEGABYTE;

const KINDS = [
  { name: 'JSON', query: 'format=json' },
  { name: 'HTML', query: 'format=html&locale=de-DE&timeZone=Europe/Berlin' },
  { name: 'HTML with files', query: 'format=html&files=1' },
] as const;

type Kind = (typeof KINDS)[number];

/** A very long chat is taken out, by somebody who stops taking now and then, while somebody else goes on writing. */
export const exports: Row = {
  name: 'export',
  on: 'every form',
  async run(form, { quick }) {
    const messages = quick ? 5000 : 100_000;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      const [person, writer] = await signUp(waggle.url, 2);
      if (!writer) throw new Error('nobody else is there');
      const owner = await connect(waggle.url, person);
      const chatId = await makeGroup(owner, [], 'Long');
      owner.close();
      await waggle.end();
      await fill(ground, { chatId, senderId: person.id, from: 1, to: messages - FILES });
      await waggle.up();
      await sendFiles(waggle, person, chatId);
      const beside = await startWriting(waggle, writer);
      await pause(IDLE_MS);
      const alone = beside.took();
      const figures: Figure[] = [];
      for (const kind of KINDS)
        figures.push(...(await measure(waggle, { person, chatId, kind, messages, beside, alone })));
      await beside.stop();
      return figures;
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

type Measuring = {
  person: Person;
  chatId: string;
  kind: Kind;
  messages: number;
  beside: Writing;
  /** How long sending took while nothing was taken out. */
  alone: readonly number[];
};

async function measure(waggle: Waggle, measuring: Measuring): Promise<Figure[]> {
  const { person, chatId, kind, messages, beside, alone } = measuring;
  const before = (await waggle.settled()).rss;
  const idle = await loopOver(waggle, IDLE_MS);
  await waggle.reset();
  beside.took();
  const peak = watchPeak(waggle);
  const began = performance.now();
  const taken = await take(`${waggle.url}/api/chats/${chatId}/export?${kind.query}`, person);
  const tookMs = performance.now() - began - STOPPED_MS;
  const { loopP99 } = await waggle.read();
  const growth = (await peak()) - before;
  const sent = beside.took();
  await checkWhole(kind, taken, messages);
  const what = `${count(messages)} messages as ${kind.name}`;
  const megabytes = (bytes: number) => `${(bytes / MEGABYTE).toFixed(0)} MB`;
  return [
    {
      what: `${what}: memory of the server at its highest, more than before`,
      value: `${megabytes(growth)} (${(tookMs / 1000).toFixed(1)} s)`,
      limit: `${megabytes(taken.length)} were taken out whole`,
      bar: `≤ ${megabytes(MOST_GROWTH)}`,
      pass: growth <= MOST_GROWTH,
    },
    {
      what: `${what}: delay of the event loop, p99`,
      value: ms(loopP99),
      limit: `before ${ms(idle)}`,
      bar: '≤ 50 ms',
      pass: loopP99 <= 50,
    },
    {
      what: `${what}: send to acknowledged elsewhere, p99 of ${count(sent.length)}`,
      value: ms(percentile(sent, 0.99)),
      limit: `before ${ms(percentile(alone, 0.99))}`,
      bar: '≤ 100 ms',
      pass: percentile(sent, 0.99) <= 100,
    },
  ];
}

/** Messages with real files in them, the last of the chat. */
async function sendFiles(waggle: Waggle, person: Person, chatId: string): Promise<void> {
  const socket = await connect(waggle.url, person);
  await socket.do('sync', { workspace: 0, user: 0, chats: {} });
  for (let index = 0; index < FILES; index++) {
    const name = `${String(index)}.bin`;
    const fileId = await upload({ url: waggle.url, cookie: person.cookie }, randomBytes(MEGABYTE), { name });
    await socket.do('file:view', { fileId });
    await socket.do('message:send', { id: newId(), chatId, text: name, fileIds: [fileId] });
  }
  socket.close();
}

type Writing = {
  /** How long each message took that was sent since the last call. */
  took(): number[];
  stop(): Promise<void>;
};

/** Somebody who writes in a chat of their own, one message after the other. */
async function startWriting(waggle: Waggle, writer: Person): Promise<Writing> {
  const socket = await connect(waggle.url, writer);
  await socket.do('sync', { workspace: 0, user: 0, chats: {} });
  const chatId = await makeGroup(socket, [], 'Beside');
  let took: number[] = [];
  const ended = new AbortController();
  const over = (async () => {
    while (!ended.signal.aborted) {
      const began = performance.now();
      await socket.do('message:send', { id: newId(), chatId, text: 'Meanwhile, the lime trees are open.' });
      took.push(performance.now() - began);
      await pause(PACE_MS);
    }
  })();
  return {
    took() {
      const all = took;
      took = [];
      return all;
    },
    async stop() {
      ended.abort();
      await over;
      socket.close();
    },
  };
}

/** How late the event loop was, p99, while nothing but writing went on. */
async function loopOver(waggle: Waggle, forMs: number): Promise<number> {
  await waggle.reset();
  await pause(forMs);
  return (await waggle.read()).loopP99;
}

/** Looks at the memory until asked what it was at its highest, in bytes. */
function watchPeak(waggle: Waggle): () => Promise<number> {
  let peak = 0;
  const ended = new AbortController();
  const over = (async () => {
    while (!ended.signal.aborted) {
      peak = Math.max(peak, (await waggle.read()).rss);
      await pause(WATCH_MS);
    }
  })();
  return async () => {
    ended.abort();
    await over;
    return peak;
  };
}

/** All of a download, of which nothing is taken for a while in its midst. */
async function take(url: string, { cookie }: Person): Promise<Buffer> {
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok || !response.body) throw new Error(`no export: ${String(response.status)}`);
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body) {
    if (pieces.length === 20) await pause(STOPPED_MS);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Throws where a message or a file is missing. */
async function checkWhole(kind: Kind, taken: Buffer, messages: number): Promise<void> {
  const isZip = kind.query.includes('files=1');
  const entries = isZip ? await readZip(taken) : new Map([['chat', taken]]);
  const text = (isZip ? entries.get('chat.html') : taken)?.toString() ?? '';
  const found = kind.name === 'JSON' ? (JSON.parse(text) as { messages: unknown[] }).messages.length : articlesIn(text);
  if (found !== messages) throw new Error(`${kind.name}: ${count(found)} of ${count(messages)} messages`);
  if (!isZip) return;
  const files = [...entries].filter(([path, bytes]) => path.startsWith('files/') && bytes.length === MEGABYTE);
  if (files.length !== FILES) throw new Error(`${count(files.length)} of ${count(FILES)} files`);
}

function articlesIn(page: string): number {
  if (!page.endsWith('</html>\n')) throw new Error('the page ends too early');
  return page.split('<article').length - 1;
}
