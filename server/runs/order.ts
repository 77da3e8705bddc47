import type { RunOrder, StepOrder } from '../../agents/engines/engine.ts';
import type { RunContext, Said } from '../store/runContext.ts';
import type { Taken } from '../store/runs.ts';
import type { StoredStep } from '../store/steps.ts';
import { spoken } from './spoken.ts';

/** How many messages before the request an engine is given at most. */
export const CONTEXT_MESSAGES = 120;

/** What an agent is called; the store knows the names of people only. */
export type AgentName = (agentId: string) => string | undefined;

/** Whom nobody knows any more. */
export const SOMEBODY = 'Somebody';

export function orderOf(
  taken: Taken,
  { context, steps }: { context: RunContext; steps: readonly StoredStep[] },
  agentName: AgentName,
): RunOrder {
  const { kind, title, goal, instructions, chatOutside, localOnly, ...request } = context.request;
  const nameOf = (id: string) => context.names.get(id) ?? agentName(id) ?? SOMEBODY;
  const say = ({ text, extras }: Pick<Said, 'text' | 'extras'>) => spoken({ text, ...extras }, nameOf);
  const consolidation = steps.find((step) => step.kind === 'consolidation');
  return {
    runId: taken.id,
    chatId: taken.chatId,
    request: {
      messageId: taken.requestId,
      senderId: request.senderId,
      senderName: request.senderName ?? SOMEBODY,
      text: say(request),
      outside: request.outside,
    },
    asker: { id: taken.askedBy, timeZone: context.timeZone },
    context: context.said
      .map(({ seq, senderId, senderKind, senderName, outside, ...message }) => ({
        seq,
        senderId,
        senderKind,
        outside,
        name: senderName ?? nameOf(senderId),
        text: say(message),
      }))
      .filter((message) => message.text !== ''),
    memory: context.memory,
    chat: { kind, title, goal, instructions, outside: chatOutside, localOnly },
    agentIds: context.agentIds,
    connected: context.connected,
    steps: steps.filter((step) => step.kind === 'answer').map(stepOrderOf),
    undecided: taken.undecided,
    consolidation: consolidation === undefined ? null : stepOrderOf(consolidation),
  };
}

type Ordered = Pick<StoredStep, 'id' | 'agentId' | 'messageId' | 'text' | 'result' | 'handedBy' | 'task'> &
  Partial<Pick<StoredStep, 'outside' | 'steered' | 'first' | 'spent' | 'choice'>>;

export function stepOrderOf({ id, agentId, messageId, text, result, outside = false, ...more }: Ordered): StepOrder {
  const handed = more.handedBy === null ? null : { by: more.handedBy, task: more.task ?? '' };
  const soFar = result === null ? text : result.text;
  const { steered = false, first = null, spent = null, choice = null } = more;
  return { stepId: id, agentId, messageId, soFar, outside, steered, handed, first, spent, choice, recorded: result };
}
