import { applyDelta, type LiveText } from '../shared/delta.ts';
import type { EventData } from '../shared/event.ts';
import type { Delta } from '../shared/message.ts';
import type { StepTool } from '../shared/run.ts';
import { without } from './putChats.ts';
import type { SendCommand } from './socket.ts';
import type { ClientState, Store } from './state.ts';

/** More deltas than this kept back for one answer are thrown away: the fetched slice will have their text. */
const KEPT_BACK = 1000;

export type Live = {
  delta(delta: Delta): void;
  stepChanged(step: EventData<'step:changed'>): void;
  /** Gets the deltas of this chat from now on, and its texts so far. */
  open(chatId: string): Promise<void>;
  close(chatId: string): void;
};

/** Keeps the texts of answers being written, whatever deltas are lost, doubled or late. */
export function createLive(ports: { store: Store; command: SendCommand }): Live {
  const { store, command } = ports;
  const keptBack = new Map<string, Delta[]>();

  function take(delta: Delta): void {
    const state = store.getState();
    const message = state.chats[delta.chatId]?.messages[delta.messageId];
    if (message && message.status !== 'streaming' && delta.epoch <= message.epoch) return;
    const waiting = keptBack.get(delta.messageId);
    if (waiting) {
      if (waiting.length < KEPT_BACK) waiting.push(delta);
      return;
    }
    const outcome = applyDelta(textSoFar(state, delta), delta);
    if (outcome.kind === 'applied') {
      store.setState({ live: { ...state.live, [delta.messageId]: outcome.live } });
    } else if (outcome.kind === 'hole') {
      keptBack.set(delta.messageId, [delta]);
      void fetchFrom(delta, outcome.from);
    }
  }

  async function fetchFrom({ chatId, messageId, epoch }: Delta, offset: number): Promise<void> {
    const reply = await command('delta:fetch', { chatId, messageId, epoch, offset });
    const waiting = keptBack.get(messageId) ?? [];
    keptBack.delete(messageId);
    const slice = reply.ok ? reply.data.delta : undefined;
    // Without a slice nothing is written there any more, or the next connect brings the whole text.
    if (!slice) return;
    for (const delta of [slice, ...waiting]) take(delta);
  }

  return {
    delta: take,
    stepChanged({ messageId, state: step, tool }) {
      store.setState(({ steps, stepTools }) => ({
        steps: step === 'done' ? without(steps, new Set([messageId])) : { ...steps, [messageId]: step },
        stepTools: toolsAfter(stepTools, messageId, tool),
      }));
    },
    async open(chatId) {
      const reply = await command('chat:open', { chatId });
      if (!reply.ok) return;
      for (const delta of reply.data.live) take(delta);
    },
    close(chatId) {
      void command('chat:close', { chatId });
    },
  };
}

function toolsAfter(
  tools: ClientState['stepTools'],
  messageId: string,
  tool: StepTool | undefined,
): ClientState['stepTools'] {
  if (tool) {
    const others = (tools[messageId] ?? []).filter(({ key }) => key !== tool.key);
    return { ...tools, [messageId]: [...others, tool] };
  }
  return messageId in tools ? without(tools, new Set([messageId])) : tools;
}

function textSoFar(state: ClientState, { chatId, messageId }: Delta): LiveText {
  const message = state.chats[chatId]?.messages[messageId];
  const live = state.live[messageId];
  const stored = message && { epoch: message.epoch, text: message.text };
  if (!live) return stored ?? { epoch: -1, text: '' };
  if (!stored || stored.epoch < live.epoch) return live;
  return stored.epoch > live.epoch || stored.text.length > live.text.length ? stored : live;
}
