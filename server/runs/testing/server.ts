import { EventEmitter, once } from 'node:events';
import { pino } from 'pino';
import { createDirectEngine } from '../../../agents/engines/direct/direct.ts';
import type { Engine } from '../../../agents/engines/engine.ts';
import type { Purse } from '../../../agents/models/budget/withBudget.ts';
import type { Provider } from '../../../agents/providers/provider.ts';
import { knownOf } from '../../../agents/testing/parts.ts';
import type { Tool } from '../../../agents/tools/tool.ts';
import { roster, specialistById } from '../../../agents/roster/roster.ts';
import type { ChatChange } from '../../../shared/chat.ts';
import { newId } from '../../../shared/ids.ts';
import type { Delta, Message } from '../../../shared/message.ts';
import type { StepState } from '../../../shared/run.ts';
import type { Bus } from '../../bus/bus.ts';
import { createInProcessBus } from '../../bus/inProcessBus.ts';
import { createChangeAtOnce, createChangeChat } from '../../chat/change.ts';
import { Lanes } from '../../chat/lanes.ts';
import type { StopAsked } from '../../chat/deletion.ts';
import { createAcquaint } from '../../chat/acquaint.ts';
import { createMembers, type Members } from '../../chat/members.ts';
import { createMessages, type Messages } from '../../chat/messages.ts';
import { createSend, type Send } from '../../chat/send.ts';
import type { Tell } from '../../chat/tell.ts';
import type { KeepMade } from '../../files/madeFiles.ts';
import { createInProcessQueue } from '../../queue/inProcessQueue.ts';
import type { Queue } from '../../queue/queue.ts';
import { onlyThese } from '../../roster/contacts.ts';
import { LiveBoard } from '../liveBoard.ts';
import { createLiveTexts, type LiveTexts } from '../liveTexts.ts';
import type { RunTraces } from '../../telemetry/traces.ts';
import { type Runs, startRuns } from '../runs.ts';
import type { Workspace } from './workspace.ts';

export type ServerSettings = {
  bus?: Bus;
  queue?: Queue;
  engine?: Engine | undefined;
  alone?: boolean;
  keepFiles?: KeepMade;
  traces?: RunTraces;
  lookMs?: number;
  ended?: (run: { chatId: string; askedBy: string }) => void;
};

/** The runs of one process with everything under them, and what they would tell their sockets. */
export type TestServer = {
  runs: Runs;
  send: Send;
  messages: Messages;
  members: Members;
  texts: LiveTexts;
  told: {
    changes: ChatChange[];
    deltas: Delta[];
    thoughts: Delta[];
    states: { messageId: string; state: StepState }[];
  };
  /** The answers whose thoughts are watched at this process. */
  watching: Set<string>;
  /** Sends a message, of the workspace's person unless another one is named; the placeholders of its answers, and its run. */
  ask(text: string, senderId?: string): Promise<{ requestId: string; runId: string; answers: Message[] }>;
  /** The next delta whose answer satisfies this, or one told already. */
  seen(enough: (text: string, delta: Delta) => boolean): Promise<Delta>;
  /** The final state of a message, as it is told. */
  ended(messageId: string, epoch?: number): Promise<Message>;
  /** Says `change` and `deltas` when such were told. */
  happened: EventEmitter;
  /** Calls back with every delta from now on. */
  onDeltas(handler: (deltas: readonly Delta[]) => void): void;
  onChange(handler: (change: ChatChange) => void): void;
  /** Once; who calls again waits for that. */
  close(drainMs?: number): Promise<void>;
};

export const silent = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** The direct engine with this provider as the only one. */
export function engineWith(
  provider: Provider,
  tools: readonly Tool[] = [],
  { listed = ['script'], purse }: { listed?: readonly string[]; purse?: Purse } = {},
): Engine {
  return createDirectEngine({
    tools: () => tools,
    ...(purse !== undefined && { purse }),
    models: {
      providers: () => [provider],
      known: () => knownOf({ [provider.id]: listed }),
      failed: () => {},
      succeeded: () => {},
    },
    specialist: specialistById,
    log: silent,
  });
}

export async function startServer(workspace: Workspace, settings: ServerSettings): Promise<TestServer> {
  const { database, userId, chatId } = workspace;
  const { bus = createInProcessBus(silent), queue = createInProcessQueue(), engine, alone = false } = settings;
  const told: TestServer['told'] = { changes: [], deltas: [], thoughts: [], states: [] };
  const watching = new Set<string>();
  const happened = new EventEmitter().setMaxListeners(0);
  const tell: Tell = {
    chatChanged(change) {
      told.changes.push(change);
      happened.emit('change', change);
    },
    stepChanged: ({ messageId, state }) => void told.states.push({ messageId, state }),
    userChanged: () => {},
    workspaceChanged: () => {},
    receiptChanged: () => {},
    ownReceiptChanged: () => {},
    typingChanged: () => {},
    presenceChanged: () => {},
    budgetWarned: () => {},
    promptsChanged: () => {},
    joined: () => {},
    left: () => {},
  };
  const lanes = new Lanes();
  const changeChat = createChangeChat({ database, tell, lanes });
  const texts = createLiveTexts(new LiveBoard(), {
    bus,
    show(deltas) {
      told.deltas.push(...deltas);
      happened.emit('deltas', deltas);
    },
    thoughtViewers: {
      watched: ({ messageId }) => watching.has(messageId),
      show(delta) {
        told.thoughts.push(delta);
        happened.emit('thought', delta);
      },
    },
  });
  const agentName = (id: string) => specialistById(id)?.name;
  const changeAtOnce = createChangeAtOnce({ tell, lanes });
  const parts = {
    database,
    bus,
    queue,
    changeChat,
    changeAtOnce,
    tell,
    texts,
    engine,
    agentName,
    mayAsk: () => true,
    alone,
    ...(settings.traces !== undefined && { traces: settings.traces }),
    ended: settings.ended,
    ...(settings.lookMs !== undefined && { lookMs: settings.lookMs }),
    keepFiles: settings.keepFiles ?? (async () => ({ attachments: [], lost: [] })),
    logger: silent,
  };
  const runs = await startRuns(parts);
  const stop = (asked: StopAsked) => runs.stopAsked(asked);
  const messages = createMessages({
    ...{ database, tell, lanes, changeChat, stop },
    ...{ agents: onlyThese(roster), edited: () => {}, released: () => {}, unreadable: () => {} },
  });
  const members = createMembers({
    ...{ changeChat, stop, agents: onlyThese(roster) },
    keptLocal: (chatId) => runs.keepLocal(chatId),
    acquaint: createAcquaint({ agents: onlyThese(roster), tell }),
  });
  const send = createSend({ database, tell, lanes, agents: onlyThese(roster), enqueue: runs.enqueue, sent: () => {} });
  let closed: Promise<void> | undefined;
  const close = async (drainMs: number): Promise<void> => {
    await runs.close(drainMs);
    await bus.close();
  };

  return {
    runs,
    send,
    messages,
    members,
    texts,
    happened,
    told,
    watching,
    async ask(text, senderId = userId) {
      const requestId = newId();
      const { messages: sent = [], runs: started = [] } = await send(senderId, { id: requestId, chatId, text });
      return {
        requestId,
        runId: started[0]?.id ?? '',
        answers: sent.filter((message) => message.senderKind === 'agent'),
      };
    },
    async seen(enough) {
      for (;;) {
        const found = told.deltas.find((delta) => enough(texts.board.get(delta.messageId)?.text ?? '', delta));
        if (found !== undefined) return found;
        await once(happened, 'deltas');
      }
    },
    async ended(messageId, epoch = 0) {
      for (;;) {
        const all = told.changes.flatMap((change) => change.messages ?? []);
        const last = all.findLast((message) => message.id === messageId);
        if (last !== undefined && last.status !== 'streaming' && last.epoch >= epoch) return last;
        await once(happened, 'change');
      }
    },
    onDeltas: (handler) => void happened.on('deltas', handler),
    onChange: (handler) => void happened.on('change', handler),
    close: (drainMs = 0) => (closed ??= close(drainMs)),
  };
}
