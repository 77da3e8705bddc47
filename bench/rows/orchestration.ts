import { newId } from '../../shared/ids.ts';
import { createDirectEngine } from '../../agents/engines/direct/direct.ts';
import { createScripted, writing } from '../../agents/providers/scripted.ts';
import { specialistById } from '../../agents/roster/roster.ts';
import { modelsWith, orderOf, recordedLog } from '../../agents/testing/parts.ts';
import { recordedPorts } from '../../agents/testing/recordedPorts.ts';
import { Answers } from '../answers.ts';
import { type Figure, median, ms } from '../figures.ts';
import type { Form } from '../forms.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { sdkAlone, startVendor } from '../provider.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const AGENTS = ['research', 'creative', 'support', 'coder', 'business', 'assistant', 'translator', 'health'];
const PIECES = ['Bees ', 'dance ', 'to tell ', 'where ', 'the good things are.'];

/** What one step costs besides its model: in memory, and with everything that is stored and told of it. */
export const orchestration: Row = {
  name: 'orchestration',
  on: 'every form',
  async run(form, { quick }) {
    const figures = [await durable(form, quick ? 10 : 60)];
    return form.isEmbedded ? [await inMemory(quick ? 100 : 1000), ...figures] : figures;
  },
};

/** The engine with a scripted provider, beside reading the same provider's stream with nothing around it. */
async function inMemory(rounds: number): Promise<Figure> {
  const provider = createScripted(() => writing(PIECES), { id: 'demo', demo: true });
  const engine = createDirectEngine({
    models: modelsWith([provider]),
    specialist: specialistById,
    log: recordedLog(),
  });
  const through: number[] = [];
  const bare: number[] = [];
  for (let round = -20; round < rounds; round++) {
    const began = performance.now();
    const outcome = await engine.execute(orderOf(['assistant']), recordedPorts());
    const between = performance.now();
    if (outcome !== 'done') throw new Error(`the run ended as ${outcome}`);
    const [asked] = provider.calls;
    if (!asked) throw new Error('the engine asked nobody');
    for await (const event of provider.stream(asked)) if (event.type === 'done') break;
    if (round < 0) continue;
    through.push(between - began);
    bare.push(performance.now() - between);
  }
  const added = median(through) - median(bare);
  return {
    what: 'one step in memory, added p50',
    value: `${ms(added)} (whole ${ms(median(through))})`,
    limit: `the provider's stream alone ${ms(median(bare))}`,
    bar: '≤ 2 ms',
    pass: added <= 2,
  };
}

/** What each of seven further agents adds to a run in a whole server, beside what each adds with the SDK alone. */
async function durable(form: Form, rounds: number): Promise<Figure> {
  const vendor = await startVendor();
  await vendor.answer(PIECES);
  const ground = await form.prepare();
  const waggle = await startWaggle(ground, vendor.env);
  try {
    const [person] = await signUp(waggle.url);
    const socket = await connect(waggle.url, person);
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    const together = await makeGroup(socket, AGENTS);
    const single = await makeGroup(socket, ['assistant']);
    const answers = new Answers(socket);
    const alone = sdkAlone(vendor.url);
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    const run = (chatId: string, howMany: number) =>
      timed(async () => {
        await socket.do('message:send', { id: newId(), chatId, text: '@all go' });
        await answers.ended(howMany);
      });
    const ask = (howMany: number) => timed(() => Promise.all(Array.from({ length: howMany }, () => alone('go'))));
    const steps: number[] = [];
    const calls: number[] = [];
    for (let round = -5; round < rounds; round++) {
      const [one, eight] = [await run(single, 1), await run(together, AGENTS.length)];
      const [call, eightCalls] = [await ask(1), await ask(AGENTS.length)];
      if (round < 0) continue;
      steps.push((eight - one) / (AGENTS.length - 1));
      calls.push((eightCalls - call) / (AGENTS.length - 1));
    }
    socket.close();
    const added = median(steps) - median(calls);
    return {
      what: 'one step stored and told, added p50',
      value: `${ms(added)} (each further agent ${ms(median(steps))})`,
      limit: `each further call of the SDK ${ms(median(calls))}`,
      bar: '≤ 6 ms',
      pass: added <= 6,
    };
  } finally {
    await waggle.stop();
    await ground.clear();
    await vendor.stop();
  }
}
