import { setTimeout as pause } from 'node:timers/promises';
import { measureStart } from '../../server/sandbox/measureStart.ts';
import type { TestSocket } from '../../server/socket/testing/testSocket.ts';
import { newId } from '../../shared/ids.ts';
import { Answers } from '../answers.ts';
import { count, type Figure, median, ms, times } from '../figures.ts';
import type { Form } from '../forms.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { startVendor } from '../provider.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const RUNS = 50;
/** So many commands at once, again and again, would be more than one person may send. */
const REST_MS = 1_000;
const PIECES = ['Bees ', 'dance ', 'to tell ', 'where ', 'the good things are.'];

/** What calling tools costs: in runs beside each other, and until code runs. */
export const tools: Row = {
  name: 'tools',
  on: 'every form',
  async run(form, { quick }) {
    const runs = await together(form, quick ? 2 : 12);
    return form.isEmbedded ? [...runs, ...(await sandbox())] : runs;
  },
};

/** Runs at the same time, each in a chat of its own, that call a tool before they answer, beside such that do not. */
async function together(form: Form, rounds: number): Promise<Figure[]> {
  const vendor = await startVendor();
  const ground = await form.prepare();
  const waggle = await startWaggle(ground, vendor.env);
  try {
    const [person] = await signUp(waggle.url);
    const socket = await connect(waggle.url, person);
    await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    const chats: string[] = [];
    for (let at = 0; at < RUNS; at++) chats.push(await makeGroup(socket, ['assistant']));
    const answers = new Answers(socket);
    const plain: number[] = [];
    const calling: number[] = [];
    for (let round = -2; round < rounds; round++) {
      await vendor.answer(PIECES);
      const without = await ask(socket, chats, answers);
      await vendor.callFirst('calculate', { expressions: ['17 % * 3400'] }, PIECES);
      const before = await vendor.turns();
      const withCall = await ask(socket, chats, answers);
      const asked = (await vendor.turns()) - before;
      if (asked !== 2 * RUNS) throw new Error(`${RUNS} runs with a call asked ${asked} times`);
      if (round < 0) continue;
      plain.push(without);
      calling.push(withCall);
    }
    socket.close();
    const ratio = median(calling) / median(plain);
    return [
      {
        what: `${count(RUNS)} runs at once that call a tool each, until all have ended, p50`,
        value: `${ms(median(calling))} (${times(ratio)})`,
        limit: `the same without a call ${ms(median(plain))}`,
        // Two turns of a model in the place of one, and what is kept of the call.
        bar: '≤ 3×',
        pass: ratio <= 3,
      },
    ];
  } finally {
    await waggle.stop();
    await ground.clear();
    await vendor.stop();
  }
}

async function ask(socket: TestSocket, chats: readonly string[], answers: Answers): Promise<number> {
  await pause(REST_MS);
  const began = performance.now();
  await Promise.all(chats.map((chatId) => socket.do('message:send', { id: newId(), chatId, text: '@assistant go' })));
  await answers.ended(chats.length);
  return performance.now() - began;
}

async function sandbox(): Promise<Figure[]> {
  const report = (problem: string, cause: unknown) => {
    throw new Error(problem, { cause });
  };
  const { first, cold, warm } = await measureStart('python', report);
  return [
    {
      what: 'Python in the sandbox, in a process that is started for it',
      value: ms(cold),
      limit: `the very first ${ms(first)}`,
      bar: '≤ 3000 ms',
      pass: cold <= 3_000,
    },
    {
      what: 'Python in the sandbox, in a process that waits for it',
      value: ms(warm),
      limit: `started for it ${ms(cold)}`,
      bar: '≤ 300 ms',
      pass: warm <= 300,
    },
  ];
}
