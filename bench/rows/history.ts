import type { Reply } from '../../shared/reply.ts';
import { count, median, ms, percentile, times } from '../figures.ts';
import { fill } from '../fill.ts';
import { connect, makeGroup, type Person, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const FEW = 1000;

/** A page of history anywhere in a chat of very many messages, beside the same in a chat of a thousand. */
export const history: Row = {
  name: 'history',
  on: 'every form',
  async run(form, { quick }) {
    const many = (form.isEmbedded ? 100_000 : 1_000_000) / (quick ? 10 : 1);
    const pages = quick ? 50 : 300;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      const [person] = await signUp(waggle.url);
      const socket = await connect(waggle.url, person);
      const chatId = await makeGroup(socket, []);
      socket.close();
      const filled = async (from: number, to: number): Promise<number[]> => {
        await waggle.end();
        await fill(ground, { chatId, senderId: person.id, from, to });
        await waggle.up();
        return read({ url: waggle.url, person, chatId, messages: to, pages });
      };
      const few = await filled(1, FEW);
      const lots = await filled(FEW + 1, many);
      const ratio = median(lots) / median(few);
      return [
        {
          what: `a page of 50 among ${count(many)} messages, p50`,
          value: `${times(ratio)} (${ms(median(lots))}, p95 ${ms(percentile(lots, 0.95))})`,
          limit: `among ${count(FEW)}: ${ms(median(few))}, p95 ${ms(percentile(few, 0.95))}`,
          bar: '≤ 1.5×',
          pass: ratio <= 1.5,
        },
      ];
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

type Reading = { url: string; person: Person; chatId: string; messages: number; pages: number };

/** How long each page took, at places spread over the whole chat in no order. */
async function read({ url, person, chatId, messages, pages }: Reading): Promise<number[]> {
  const taken: number[] = [];
  for (let page = -20; page < pages; page++) {
    const before = 51 + ((Math.abs(page) * 7919) % (messages - 51));
    const began = performance.now();
    const response = await fetch(`${url}/api/chats/${chatId}/messages?before=${before}&limit=50`, {
      headers: { cookie: person.cookie },
    });
    const reply = (await response.json()) as Reply<{ messages: unknown[] }>;
    if (!reply.ok || reply.data.messages.length !== 50) throw new Error(`no page before ${before}`);
    if (page >= 0) taken.push(performance.now() - began);
  }
  return taken;
}
