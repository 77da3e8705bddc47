import type { CommandInput } from '../../shared/command.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { notWriting } from '../chat/send.ts';
import { type ChangeMessage, requireThere } from '../chat/subject.ts';
import { Refusal } from '../refusal.ts';
import { insertAnswers, insertRun, readReroute } from '../store/answerChanges.ts';
import { chatOf } from '../store/chats.ts';
import { extrasOf, setExtras } from '../store/messageChanges.ts';
import { readHeldTask } from '../store/retrySubject.ts';
import { runOf } from '../store/runViews.ts';

/**
 * Lets a request go on to whom an agent wanted to pass it, once, as a run of its own in the name of who says so. Refuses
 * where nobody asks for that, and where request or agent are gone.
 */
export async function letGoOn(
  changeMessage: ChangeMessage,
  { userId, ...target }: CommandInput<'answer:pass'> & { userId: string },
): Promise<{ version: number; runId: string }> {
  let runId = '';
  const { version } = await changeMessage(userId, target, async (writing) => {
    const { message, role, chat } = writing;
    if (!mayWrite(role, chatOf(chat))) throw notWriting();
    requireThere(message);
    const { passOn, ...extras } = extrasOf(message);
    const held = passOn === undefined ? undefined : await readHeldTask(writing, message.id);
    if (passOn === undefined || held === undefined) {
      throw new Refusal('conflict', 'It goes on already.', { reason: 'not-asked' });
    }
    const { requestId, task } = held;
    const found = await readReroute(writing, { requestId, agentIds: [passOn.to] });
    if (!found.isRequest) throw new Refusal('conflict', 'What was answered is gone.', { reason: 'request-gone' });
    if (found.agentIds.length === 0) {
      throw new Refusal('conflict', 'The agent is not in this chat.', { reason: 'agent-gone' });
    }
    const run = await insertRun(writing, { requestId, reason: 'rerouted', askedBy: userId });
    const handed = { handedBy: message.senderId, task };
    const answers = { run, agentIds: [passOn.to], kind: 'answer' as const, position: 0, handed };
    const { messages, steps } = await insertAnswers(writing, answers);
    runId = run.id;
    return { messages: [await setExtras(writing, message.id, extras), ...messages], runs: [runOf(run, steps)] };
  });
  return { version, runId };
}
