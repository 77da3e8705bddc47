import { newId } from '../../shared/ids.ts';
import { Crowd } from '../crowd.ts';
import { count, type Figure, ms } from '../figures.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { startVendor } from '../provider.ts';
import { startRaw } from '../raw.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const AGENTS = 50;
const VIEWERS = 10;
const PER_SECOND = 100;
/** What Waggle gathers before it tells, so that the bare server sends as many packets of the same size. */
const GATHER_MS = 50;
const handles = ['research', 'creative', 'support', 'coder', 'business', 'assistant', 'translator', 'health'];

/** 50 agents that write at once, each watched by 10 sockets: that nothing is lost, and whether the server keeps up. */
export const streams: Row = {
  name: 'streams',
  on: 'every form',
  async run(form, { quick }) {
    const seconds = quick ? 4 : 15;
    const tokens = Array.from({ length: seconds * PER_SECOND }, (_, index) => `${String(index).padStart(4, '0')} `);
    const text = tokens.join('');
    const vendor = await startVendor();
    await vendor.answer(tokens, 1000 / PER_SECOND);
    const ground = await form.prepare();
    const waggle = await startWaggle(ground, vendor.env);
    const raw = await startRaw();
    const crowds = [new Crowd(1), new Crowd(1)] as const;
    try {
      const [person] = await signUp(waggle.url);
      const socket = await connect(waggle.url, person);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const chats: { chatId: string; agents: string[] }[] = [];
      for (let left = AGENTS; left > 0; left -= handles.length) {
        const agents = handles.slice(0, Math.min(left, handles.length));
        chats.push({ chatId: await makeGroup(socket, agents, `Hive ${String(chats.length)}`), agents });
      }

      const [viewers, rawViewers] = crowds;
      const viewing = chats.flatMap(({ chatId }) => Array.from({ length: VIEWERS }, () => ({ open: [chatId] })));
      await viewers.join(
        waggle.url,
        viewing.map((one) => ({ ...one, cookie: person.cookie })),
      );
      await viewers.watch('chat:changed');
      const finished = countEnds(socket, AGENTS);
      await waggle.reset();
      const began = performance.now();
      for (const { chatId, agents } of chats) {
        await socket.do('message:send', { id: newId(), chatId, text: `${agents.map((id) => `@${id}`).join(' ')} go` });
      }
      await finished;
      const took = (performance.now() - began) / 1000;
      const load = await waggle.read();
      const received = await viewers.streams(text);

      await rawViewers.join(raw.url, viewing);
      await rawViewers.watch('message:delta');
      await raw.reset();
      await raw.stream({
        streams: chats.flatMap(({ chatId, agents }) =>
          agents.map((id) => ({ room: chatId, messageId: `${chatId} ${id}` })),
        ),
        text,
        size: Math.round((text.length / tokens.length) * PER_SECOND * (GATHER_MS / 1000)),
        everyMs: GATHER_MS,
      });
      const rawLoad = await raw.read();
      socket.close();

      const wanted = AGENTS * VIEWERS;
      const wrong = received.wrong.length > 0 ? `; wrong: ${received.wrong.join('; ')}` : '';
      const whole: Figure = {
        what: `${AGENTS} agents at ${PER_SECOND} tokens/s to ${VIEWERS} viewers: streams whole and in order`,
        value: `${count(received.whole)} of ${count(wanted)}${wrong}`,
        limit: `${took.toFixed(1)} s for ${seconds} s of tokens`,
        bar: 'all',
        pass: received.whole === wanted && received.wrong.length === 0,
      };
      const loop: Figure = {
        what: 'the same: event loop of the server, p99',
        value: `${ms(load.loopP99)} (p50 ${ms(load.loopP50)}, ${share(load.cpuMs, took)} of a core)`,
        limit: `raw Socket.IO ${ms(rawLoad.loopP99)} (${share(rawLoad.cpuMs, seconds)} of a core)`,
        bar: '≤ 50 ms',
        pass: load.loopP99 <= 50,
      };
      return [whole, loop];
    } finally {
      await Promise.all(crowds.map((crowd) => crowd.stop()));
      await raw.stop();
      await waggle.stop();
      await ground.clear();
      await vendor.stop();
    }
  },
};

function share(cpuMs: number, seconds: number): string {
  return `${Math.round(cpuMs / seconds / 10)} %`;
}

type Ends = { onEvent(handler: (heard: { name: string; data: unknown }) => void): void };

/** Resolves once so many answers are complete. */
function countEnds(socket: Ends, answers: number): Promise<void> {
  const complete = new Set<string>();
  return new Promise((resolve, reject) => {
    socket.onEvent(({ name, data }) => {
      if (name !== 'chat:changed') return;
      const { messages = [] } = data as { messages?: { id: string; senderKind: string; status: string }[] };
      for (const { id, senderKind, status } of messages) {
        if (senderKind !== 'agent' || status === 'streaming') continue;
        if (status !== 'complete') reject(new Error(`an answer ended as ${status}`));
        complete.add(id);
      }
      if (complete.size === answers) resolve();
    });
  });
}
