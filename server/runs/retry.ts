import { QUEEN_ID } from '../../shared/contact.ts';
import type { CommandInput } from '../../shared/command.ts';
import { requireWriter } from '../chat/standing.ts';
import { Refusal } from '../refusal.ts';
import { insertRun, insertStep, reopenMessage, stepRowsOf } from '../store/answerChanges.ts';
import { copyAnswers } from '../store/copyAnswers.ts';
import { readRetry, type RetrySubject } from '../store/retrySubject.ts';
import { runOf } from '../store/runViews.ts';
import type { Answering } from './answering.ts';

type Retry = CommandInput<'answer:retry'> & { askedBy: string };

/**
 * Begins an answer anew in its own bubble, or goes on where a cut or stopped one ended, as a run of its own. Refuses
 * what is no answer, is being written, or whose request or agent is gone.
 */
export async function retryAnswer(
  { changeChat, mayAsk }: Answering,
  { chatId, messageId, mode, by, askedBy }: Retry,
): Promise<{ version: number; runId: string }> {
  let runId = '';
  const { version } = await changeChat(chatId, async (writing) => {
    await requireWriter(writing, askedBy);
    const subject = await readRetry(writing, messageId);
    if (subject === undefined) throw new Refusal('not-found', 'There is no such answer.', { reason: 'answer' });
    check(subject, mode);
    if (subject.senderId !== QUEEN_ID && !mayAsk(askedBy, subject.senderId)) throw agentGone();
    const run = await insertRun(writing, { requestId: subject.requestId, reason: 'retried', askedBy });
    if (subject.kind === 'consolidation') await copyAnswers(writing, { from: subject.runId, to: run.id });
    await insertStep(writing, {
      runId: run.id,
      agentId: subject.senderId,
      messageId,
      position: subject.position,
      kind: subject.kind,
      handedBy: subject.handedBy,
      task: subject.task,
      text: mode === 'continue' ? subject.text : '',
      choice: by ?? null,
    });
    const message = await reopenMessage(writing, messageId, { runId: run.id, keepText: mode === 'continue' });
    runId = run.id;
    return { messages: [message], runs: [runOf(run, await stepRowsOf(writing, run.id))] };
  });
  return { version, runId };
}

function agentGone(): Refusal {
  return new Refusal('conflict', 'The agent is not in this chat, or answers others alone.', { reason: 'agent-gone' });
}

function check(subject: RetrySubject, mode: Retry['mode']): void {
  const refuse = (reason: string, message: string) => {
    throw new Refusal('conflict', message, { reason });
  };
  if (subject.status === 'streaming') refuse('streaming', 'The answer is still being written.');
  if (mode === 'continue' && subject.status !== 'cut' && subject.status !== 'stopped') {
    refuse('not-continuable', 'Only an answer that was cut or stopped can be continued.');
  }
  if (!subject.requestThere) refuse('request-gone', 'The message that was answered is gone.');
  if (!subject.agentThere && subject.senderId !== QUEEN_ID) throw agentGone();
  if (subject.kind === 'consolidation' && subject.unrecorded > 0) refuse('streaming', 'The answers are not all there.');
}
