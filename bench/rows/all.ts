import { newId } from '../../shared/ids.ts';
import { Answers } from '../answers.ts';
import { median, times } from '../figures.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { startVendor } from '../provider.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const AGENTS = ['research', 'creative', 'support', 'coder', 'business', 'assistant', 'translator', 'health'];
const PIECES = 20;
const STEP_MS = 2000;

/** `@all` to eight agents whose steps take two seconds, beside one such agent alone. */
export const all: Row = {
  name: 'all',
  on: 'every form',
  async run(form, { quick }) {
    const rounds = quick ? 2 : 5;
    const vendor = await startVendor();
    await vendor.answer(
      Array.from({ length: PIECES }, () => 'a few words '),
      STEP_MS / PIECES,
    );
    const ground = await form.prepare();
    const waggle = await startWaggle(ground, vendor.env);
    try {
      const [person] = await signUp(waggle.url);
      const socket = await connect(waggle.url, person);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const together = await makeGroup(socket, AGENTS);
      const alone = await makeGroup(socket, ['assistant']);
      const answers = new Answers(socket);
      const take = async (chatId: string, howMany: number): Promise<number> => {
        const began = performance.now();
        await socket.do('message:send', { id: newId(), chatId, text: '@all go' });
        await answers.ended(howMany);
        return performance.now() - began;
      };
      const one: number[] = [];
      const eight: number[] = [];
      for (let round = -1; round < rounds; round++) {
        const times = [await take(alone, 1), await take(together, AGENTS.length)] as const;
        if (round < 0) continue;
        one.push(times[0]);
        eight.push(times[1]);
      }
      socket.close();
      const ratio = median(eight) / median(one);
      return [
        {
          what: `@all with ${AGENTS.length} agents, steps of 2 s`,
          value: `${times(ratio)} (${(median(eight) / 1000).toFixed(2)} s)`,
          limit: `one agent alone ${(median(one) / 1000).toFixed(2)} s`,
          bar: '≤ 1.10×',
          pass: ratio <= 1.1,
        },
      ];
    } finally {
      await waggle.stop();
      await ground.clear();
      await vendor.stop();
    }
  },
};
