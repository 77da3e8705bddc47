import { z } from 'zod';
import type { AskPerson } from '../../agents/run/loop/ports.ts';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import { QuestionAnswer, wrongField } from '../../shared/toolQuestion.ts';
import type { ToolApproval } from '../../shared/toolCard.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChangeAtOnce } from '../chat/change.ts';
import type { Tell } from '../chat/tell.ts';
import { Refusal } from '../refusal.ts';
import { keepCall, readQuestion } from '../store/calls.ts';
import type { Database } from '../store/database.ts';
import { beginningOf } from './card.ts';
import { persist } from './persist.ts';
import { LostHold, type RunInHand } from './runInHand.ts';

/** So long a person may take to answer what a tool that runs wants to know. */
const LASTS_MS = 10 * 60_000;
const ANSWERED = 'calls:answered';
const Answered = z.object({ id: z.string(), values: z.unknown() });

type Around = {
  run: RunInHand;
  stepId: string;
  messageId: string;
  /** What its card says besides. */
  begun: { startedAt: number; approval: ToolApproval | null };
};

/** What tools that run ask of the person they run for. A question ends with its process: whoever asked it is gone. */
export type Questions = {
  ask(...[call, form, signal, around]: [...Parameters<AskPerson>, Around]): ReturnType<AskPerson>;
  /** What a person says; throws Refusals. */
  answer(userId: string, answer: CommandInput<'call:answer'>): Promise<void>;
  close(): void;
};

type Parts = {
  pool: Database['pool'];
  bus: Bus;
  changeAtOnce: ChangeAtOnce;
  tell: Pick<Tell, 'stepChanged'>;
};

export function createQuestions({ pool, bus, changeAtOnce, tell }: Parts): Questions {
  const waiting = new Map<string, (answer: QuestionAnswer | null) => void>();

  function answered(message: unknown): void {
    const { id, values } = Answered.parse(message);
    const answer = QuestionAnswer.safeParse({ values });
    if (answer.success) waiting.get(id)?.(answer.data);
  }
  const stop = bus.subscribe(ANSWERED, answered);

  return {
    async ask(call, form, signal, { run, stepId, messageId, begun }) {
      const question = { ...form, id: newId() };
      const show = (shown: object) =>
        persist(run, () =>
          changeAtOnce(run.chatId, async () => {
            const outcome = await keepCall(pool, {
              ...{ hold: run.hold, chatId: run.chatId, stepId, state: 'begun', result: null, attachments: [] },
              input: JSON.stringify(call.input),
              card: { ...beginningOf(call, 'running', begun), ...shown },
            });
            if (outcome.kind === 'lost') throw new LostHold(run.hold.runId);
            return outcome.kind === 'kept' ? outcome.change : null;
          }),
        );
      const said = Promise.withResolvers<QuestionAnswer | null>();
      const end = () => said.resolve(null);
      waiting.set(question.id, said.resolve);
      const timer = setTimeout(end, LASTS_MS);
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      try {
        await show({ question });
        const tool = { key: call.key, tool: call.tool, share: null, what: '' };
        tell.stepChanged({ chatId: run.chatId, messageId, state: 'waiting', tool });
        const answer = await said.promise;
        if (!signal.aborted) await show({});
        tell.stepChanged({ chatId: run.chatId, messageId, state: 'using', tool });
        return answer;
      } finally {
        clearTimeout(timer);
        waiting.delete(question.id);
        signal.removeEventListener('abort', end);
      }
    },
    async answer(userId, { chatId, messageId, key, questionId, values }) {
      const asked = await readQuestion(pool, { chatId, messageId, key });
      if (asked?.question?.id !== questionId || asked.isOver) {
        throw new Refusal('conflict', 'Nobody wants to know that any more.', { reason: 'call-expired' });
      }
      if (asked.askedBy !== userId) {
        throw new Refusal('forbidden', 'Only who asked the agent may answer.', { reason: 'not-yours-to-answer' });
      }
      const wrong = values === null ? null : wrongField(asked.question.fields, values);
      if (wrong !== null) throw new Refusal('bad-input', 'This answer does not fit.', { reason: 'answer' });
      answered({ id: questionId, values });
      bus.publish(ANSWERED, { id: questionId, values });
    },
    close() {
      stop();
      for (const end of waiting.values()) end(null);
    },
  };
}
