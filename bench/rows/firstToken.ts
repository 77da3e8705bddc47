import { newId } from '../../shared/ids.ts';
import { type Figure, median, ms, percentile } from '../figures.ts';
import { connect, signUp } from '../people.ts';
import { sdkAlone, startVendor } from '../provider.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const TEXT = 'Which flowers do bees like?';

/** From sending a message to the first word of the answer at a socket, one run at a time, beside the SDK alone. */
export const firstToken: Row = {
  name: 'first-token',
  on: 'every form',
  async run(form, { quick }) {
    const vendor = await startVendor();
    await vendor.answer(['Clover', ' and', ' lavender.']);
    const ground = await form.prepare();
    const waggle = await startWaggle(ground, vendor.env);
    try {
      const [person] = await signUp(waggle.url);
      const socket = await connect(waggle.url, person);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const { chatId } = await socket.do('chat:direct', { contactId: 'assistant' });
      await socket.do('chat:open', { chatId });
      const alone = sdkAlone(vendor.url);
      let first = Number.NaN;
      let ended = () => {};
      socket.onEvent(({ name, data }) => {
        if (name === 'message:delta' && Number.isNaN(first)) first = performance.now();
        const { messages } = data as { messages?: { senderKind: string; status: string }[] };
        const answer = messages?.find((message) => message.senderKind === 'agent');
        if (name === 'chat:changed' && answer?.status === 'complete') ended();
      });
      const ask = async (): Promise<number> => {
        first = Number.NaN;
        const end = new Promise<void>((resolve) => (ended = resolve));
        const began = performance.now();
        await socket.do('message:send', { id: newId(), chatId, text: TEXT });
        await end;
        return first - began;
      };

      const through: number[] = [];
      const direct: number[] = [];
      const warmUp = quick ? 5 : 20;
      for (let round = -warmUp; round < (quick ? 30 : 200); round++) {
        const one = await ask();
        const other = (await alone(TEXT)).first;
        if (round < 0) continue;
        through.push(one);
        direct.push(other);
      }
      socket.close();
      const added = percentile(through, 0.95) - median(direct);
      const bar = form.isEmbedded ? 30 : 15;
      const figure: Figure = {
        what: 'first token added, p95',
        value: `${ms(added)} (whole way p50 ${ms(median(through))}, p95 ${ms(percentile(through, 0.95))})`,
        limit: `SDK alone p50 ${ms(median(direct))}, p95 ${ms(percentile(direct, 0.95))}`,
        bar: `≤ ${bar} ms`,
        pass: added <= bar,
      };
      return [figure];
    } finally {
      await waggle.stop();
      await ground.clear();
      await vendor.stop();
    }
  },
};
