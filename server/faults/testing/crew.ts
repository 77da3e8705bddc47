import { setTimeout as pause } from 'node:timers/promises';
import { shownStretch } from '../../../client/select/thread.ts';
import { createDevice, type Device, type Jar } from '../../../client/testing/device.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocolVersion.ts';
import { MessagePage, Session } from '../../../shared/http.ts';
import { newId } from '../../../shared/ids.ts';
import type { Reply } from '../../../shared/reply.ts';
import { connectTo } from '../../socket/testing/testSocket.ts';
import { checkHistory, type Ending, type Row, type Violation } from './check.ts';
import type { House } from './house.ts';
import { Line } from './line.ts';
import { Recorder } from './record.ts';

const PASSWORD = 'correct horse battery';
/** How long a device may take to come to rest once nothing goes wrong any more. */
const REST_MS = 90_000;

/** One of somebody's devices, at the end of its own line. */
export type Member = { name: string; device: Device; line: Line };

/** People with two devices each, who write into the same chats while things go wrong. */
export class Crew {
  readonly members: readonly Member[];
  readonly chatIds: readonly string[];
  readonly recorder: Recorder;
  readonly #house: House;
  readonly #jar: Jar;
  readonly #unwatch: readonly (() => void)[];
  #sent = 0;

  private constructor(house: House, jar: Jar, members: readonly Member[], chatIds: readonly string[]) {
    this.#house = house;
    this.#jar = jar;
    this.members = members;
    this.chatIds = chatIds;
    const recorder = new Recorder();
    this.recorder = recorder;
    this.#unwatch = members.map(({ name, device }) => recorder.watch(name, device.waggle.store));
  }

  static async gather(house: House, { people = 2, chats = 2 } = {}): Promise<Crew> {
    const jars: Jar[] = [];
    const ids: string[] = [];
    for (let at = 0; at < people; at++) {
      const { id, jar } = await signUp(house, at);
      jars.push(jar);
      ids.push(id);
      if (at === 0) await ask(house, jar, (socket) => socket.do('workspace:update', { openSignUp: true }));
    }
    const [first] = jars;
    if (!first) throw new Error('nobody is there');
    const chatIds = await ask(house, first, async (socket) => {
      const made: string[] = [];
      for (let at = 0; at < chats; at++) {
        const input = { id: newId(), kind: 'group', title: `Chat ${at}`, contacts: ids.slice(1) } as const;
        made.push((await socket.do('chat:create', input)).chatId);
      }
      return made;
    });
    const members: Member[] = [];
    for (const [person, jar] of jars.entries()) {
      for (const kind of ['phone', 'laptop']) {
        const line = await Line.to(house.port);
        const device = createDevice(line.url, { jar: new Map(jar), reconnectMs: [50, 500] });
        members.push({ name: `${kind} ${person}`, device, line });
      }
    }
    const crew = new Crew(house, first, members, chatIds);
    for (const { device } of members) {
      await device.until('all chats are there', (state) => chatIds.every((id) => id in state.chats), REST_MS);
    }
    return crew;
  }

  get sends(): number {
    return this.#sent;
  }

  /** Sends one unique text into a chat from one device. */
  send(member: Member, chatId: string): void {
    this.#sent++;
    const text = `${member.name}, message ${this.#sent}`;
    member.device.waggle.send(chatId, { text });
    const outgoing = member.device.state().outbox[chatId]?.findLast((each) => each.text === text);
    if (!outgoing) throw new Error('nothing was put into the outbox');
    this.recorder.sent(member.name, chatId, outgoing.id, text);
  }

  /** Lets everybody write at random until it is ended; never more at once than a device can hold in mind. */
  write(random: () => number, everyMs = 5): { end(): Promise<void> } {
    const until = new AbortController();
    const writing = (async () => {
      while (!until.signal.aborted) {
        const member = pick(this.members, random);
        const chatId = pick(this.chatIds, random);
        if ((member.device.state().outbox[chatId]?.length ?? 0) < 40) this.send(member, chatId);
        await pause(random() * everyMs * 2);
      }
    })();
    return {
      async end() {
        until.abort();
        await writing;
      },
    };
  }

  /** Resolves when so many more are acknowledged; throws where that takes too long. */
  async acknowledgements(more: number, withinMs = 10_000): Promise<void> {
    const count = (): number => this.recorder.entries.filter(({ kind }) => kind === 'acknowledged').length;
    const wanted = count() + more;
    const deadline = Date.now() + withinMs;
    while (count() < wanted) {
      if (Date.now() > deadline) throw new Error(`only ${count()} of ${wanted} were acknowledged`);
      await pause(20);
    }
  }

  /** Puts everything right, waits until nothing moves any more, and holds what was recorded against what is there. */
  async check(): Promise<Violation[]> {
    for (const { line } of this.members) line.heal();
    for (const { name, device } of this.members) {
      const isSent = (state: ReturnType<Device['state']>): boolean =>
        Object.values(state.outbox).every((list) => list.length === 0);
      await device.until(`all of ${name} is sent`, isSent, REST_MS);
    }
    // What was lost of what was told is only missed once there is more, or another connection.
    for (const { line } of this.members) line.cut();
    const versions = await ask(this.#house, this.#jar, async (socket) => {
      const { chats } = await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      return new Map(chats.map((chat) => [chat.chatId, chat.upTo]));
    });
    const history: Record<string, readonly Row[]> = {};
    for (const chatId of this.chatIds) history[chatId] = await this.#read(chatId);
    const views: Ending['views'][number][] = [];
    for (const { name, device } of this.members) {
      for (const chatId of this.chatIds) {
        const stands = versions.get(chatId) ?? 0;
        await device.until(
          `${name} stands at ${stands}`,
          (state) => (state.chats[chatId]?.version ?? 0) >= stands,
          REST_MS,
        );
        views.push({ device: name, chatId, rows: await viewOf(device, chatId) });
      }
    }
    return checkHistory(this.recorder.entries, { history, views });
  }

  async close(): Promise<void> {
    for (const unwatch of this.#unwatch) unwatch();
    for (const { device } of this.members) device.stop();
    await Promise.all(this.members.map(({ line }) => line.close()));
  }

  async #read(chatId: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const path = `/api/chats/${chatId}/messages?limit=200&after=${rows.length}`;
      const response = await fetch(this.#house.url + path, { headers: { cookie: cookieOf(this.#jar) } });
      const reply = (await response.json()) as Reply<unknown>;
      if (!reply.ok) throw new Error(`the history can not be read: ${reply.message}`);
      const page = MessagePage.parse(reply.data).messages;
      rows.push(...page.map(({ id, seq, text }) => ({ id, seq, text })));
      if (page.length === 0) return rows;
    }
  }
}

/** Everything a device shows of a chat when one scrolls up to its beginning. */
async function viewOf({ waggle, state }: Device, chatId: string): Promise<Row[]> {
  const seen = new Map<string, Row>();
  const look = (): void => {
    for (const { id, seq, text } of Object.values(state().chats[chatId]?.messages ?? {}))
      seen.set(id, { id, seq, text });
  };
  const firstShown = (): number => {
    const { chats, anchors } = state();
    const chat = chats[chatId];
    return (chat && shownStretch(chat, anchors[chatId])?.from) ?? 1;
  };
  look();
  await waggle.loadLatest(chatId);
  while (firstShown() > 1) {
    const before = firstShown();
    await waggle.loadOlder(chatId);
    if (firstShown() >= before) throw new Error(`there is nothing to be had before ${before}`);
    look();
  }
  waggle.readAt(chatId, null);
  await waggle.loadLatest(chatId);
  return [...seen.values()].sort((a, b) => a.seq - b.seq);
}

async function signUp(house: House, at: number): Promise<{ id: string; jar: Jar }> {
  const response = await fetch(`${house.url}/api/sign-up`, {
    method: 'POST',
    headers: { origin: house.url, 'content-type': 'application/json' },
    body: JSON.stringify({ name: `Person ${at}`, email: `p${at}@example.org`, password: PASSWORD }),
  });
  const reply = (await response.json()) as Reply<unknown>;
  const user = reply.ok ? Session.parse(reply.data).user : null;
  if (!user) throw new Error(`no account: ${JSON.stringify(reply)}`);
  const jar: Jar = new Map();
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  }
  return { id: user.id, jar };
}

type Asking = Awaited<ReturnType<typeof connectTo>>;

async function ask<T>(house: House, jar: Jar, asking: (socket: Asking) => Promise<T>): Promise<T> {
  const auth = { protocol: PROTOCOL_VERSION };
  const socket = await connectTo(house.port, auth, { cookie: cookieOf(jar), origin: house.url });
  try {
    return await asking(socket);
  } finally {
    socket.close();
  }
}

function cookieOf(jar: Jar): string {
  return Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ');
}

export function pick<T>(list: readonly T[], random: () => number): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}
