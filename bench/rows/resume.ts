import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '../../shared/ids.ts';
import type { Delta, Message } from '../../shared/message.ts';
import type { Reply } from '../../shared/reply.ts';
import type { TestSocket } from '../../server/socket/testing/testSocket.ts';
import { Answers } from '../answers.ts';
import { count, type Figure } from '../figures.ts';
import { connect, signUp } from '../people.ts';
import { startVendor } from '../provider.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const EVERY_MS = 50;
/** What was shown for longer than this when the process dies may not be lost. */
const SHOWN_MS = 1000;

/** The process is killed while an answer is being written, and started again. */
export const resume: Row = {
  name: 'resume',
  on: 'every form',
  async run(form, { quick }) {
    const vendor = await startVendor();
    await vendor.answer(
      Array.from({ length: 100 }, (_, index) => `word${String(index).padStart(3, '0')} `),
      EVERY_MS,
    );
    const ground = await form.prepare();
    const waggle = await startWaggle(ground, vendor.env);
    try {
      const [person] = await signUp(waggle.url);
      const rounds = quick ? 1 : 3;
      let slowest = 0;
      let lost = 0;
      let twice = 0;
      for (let round = 0; round < rounds; round++) {
        const socket = await connect(waggle.url, person);
        await socket.do('sync', { workspace: 0, user: 0, chats: {} });
        const { chatId } = await socket.do('chat:direct', { contactId: 'coder' });
        await socket.do('chat:open', { chatId });
        const shown = watchText(socket);
        await socket.do('message:send', { id: newId(), chatId, text: `Which one, the ${round}th time?` });
        await pause(2500);
        await waggle.kill();
        const kept = shown(performance.now() - SHOWN_MS);
        if (kept === '') throw new Error('nothing was shown before the process was killed');

        await waggle.up();
        const back = performance.now();
        const again = await connect(waggle.url, person);
        const answers = new Answers(again);
        const first = new Promise<number>((resolve) => {
          again.onEvent(({ name }) => name === 'message:delta' && resolve(performance.now() - back));
        });
        const ended = answers.ended(1);
        await again.do('sync', { workspace: 0, user: 0, chats: {} });
        await again.do('chat:open', { chatId });
        slowest = Math.max(slowest, await first);
        const [answer] = await ended;
        if (!answer?.text.startsWith(kept)) lost++;
        const page = await fetch(`${waggle.url}/api/chats/${chatId}/messages?limit=10`, {
          headers: { cookie: person.cookie },
        });
        const reply = (await page.json()) as Reply<{ messages: Message[] }>;
        if (!reply.ok || reply.data.messages.length !== 2 * (round + 1)) twice++;
        again.close();
        socket.close();
      }
      const figure: Figure = {
        what: 'writing goes on after kill -9, from when it is back',
        value: `${(slowest / 1000).toFixed(2)} s at worst of ${count(rounds)}; text lost ${lost}, twice ${twice}`,
        limit: '–',
        bar: '≤ 5 s, none, none',
        pass: slowest <= 5000 && lost === 0 && twice === 0,
      };
      return [figure];
    } finally {
      await waggle.stop();
      await ground.clear();
      await vendor.stop();
    }
  },
};

/** Puts the answer together; what of it was there at a time. */
function watchText(socket: TestSocket): (at: number) => string {
  const pieces: { at: number; delta: Delta }[] = [];
  socket.onEvent(({ name, data }) => {
    if (name === 'message:delta') pieces.push({ at: performance.now(), delta: data as Delta });
  });
  return (until) =>
    pieces.filter(({ at }) => at <= until).reduce((text, { delta }) => text.slice(0, delta.offset) + delta.text, '');
}
