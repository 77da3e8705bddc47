import type { CommandInput } from '../../shared/command.ts';
import { requireWriter } from '../chat/standing.ts';
import { Refusal } from '../refusal.ts';
import { insertAnswers, insertRun, readReroute, stopRunsOf } from '../store/answerChanges.ts';
import { runOf } from '../store/runViews.ts';
import type { Answering } from './answering.ts';

type Reroute = CommandInput<'run:reroute'> & { askedBy: string };

/**
 * Lets these agents answer a request, with new bubbles at the end of the chat, and asks the request's other runs to
 * stop. Refuses what is no person's message and agents that are not in the chat.
 */
export async function rerouteRequest(
  { changeChat, mayAsk }: Answering,
  { chatId, requestId, agentIds, askedBy }: Reroute,
): Promise<{ version: number; runId: string; stopped: string[] }> {
  const wanted = [...new Set(agentIds)];
  let runId = '';
  let stopped: string[] = [];
  const { version } = await changeChat(chatId, async (writing) => {
    await requireWriter(writing, askedBy);
    const found = await readReroute(writing, { requestId, agentIds: wanted });
    if (!found.isRequest) throw new Refusal('not-found', 'There is no such request.', { reason: 'request' });
    if (found.agentIds.length < wanted.length || !wanted.every((id) => mayAsk(askedBy, id))) {
      throw new Refusal('conflict', 'Not all of these agents are in this chat.', { reason: 'agent-gone' });
    }
    stopped = await stopRunsOf(writing, requestId);
    const run = await insertRun(writing, { requestId, reason: 'rerouted', askedBy });
    const { messages, steps } = await insertAnswers(writing, {
      run,
      agentIds: wanted,
      kind: 'answer',
      position: 0,
    });
    runId = run.id;
    return { messages, runs: [runOf(run, steps)] };
  });
  return { version, runId, stopped };
}
