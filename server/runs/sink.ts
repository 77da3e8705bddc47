import type { RunPorts, StepOrder, StepResult } from '../../agents/engines/engine.ts';
import type { EventData } from '../../shared/event.ts';
import type { StepState, StepTool } from '../../shared/run.ts';
import { cleanText } from '../../shared/text.ts';
import type { ChangeAtOnce, ChangeChat } from '../chat/change.ts';
import type { Tell } from '../chat/tell.ts';
import type { Database } from '../store/database.ts';
import type { LiveTexts } from './liveTexts.ts';
import { confirmedUpto } from '../store/confirmations.ts';
import { persist } from './persist.ts';
import { type MadeStep, recordChoice, recordConsolidation, recordEnd, recordHandOver } from './record.ts';
import { createRecords, type RecordParts } from './records.ts';
import { LostHold, type RunInHand } from './runInHand.ts';
import type { Trace } from '../../agents/run/tracer.ts';

export type SinkParts = {
  pool: Database['pool'];
  changeChat: ChangeChat;
  changeAtOnce: ChangeAtOnce;
  tell: Pick<Tell, 'stepChanged'>;
  texts: LiveTexts;
} & Pick<RecordParts, 'allow' | 'askPerson' | 'keepFiles'>;

/** Where an engine's output goes: text to those who look, results into the chat, all in the name of this hold. */
export function createSink(run: RunInHand, parts: SinkParts & { trace: Trace }): RunPorts {
  const { changeChat, tell, texts } = parts;

  // What a step does is told while it waits for something: people wait for its words, not for news of it.
  const untold: EventData<'step:changed'>[] = [];
  function tellStates(): void {
    for (const change of untold.splice(0)) if (!run.lost) tell.stepChanged(change);
  }

  function state(step: StepOrder, value: StepState, tool?: StepTool): void {
    // What is ended says so once.
    if (run.lost || run.step(step.stepId) === undefined) return;
    if (value === 'thinking') texts.live.thinks(step.messageId);
    if (untold.length === 0) setImmediate(tellStates);
    untold.push({
      ...{ chatId: run.chatId, messageId: step.messageId, state: value },
      ...(tool !== undefined && { tool }),
    });
  }

  function stillOurs(): void {
    if (run.lost) throw new LostHold(run.hold.runId);
  }

  return {
    async chosen(choice) {
      stillOurs();
      const steps = await recordChoice(changeChat, run, choice);
      for (const { order, epoch } of steps) if (order.recorded === null) takeUp(run, { order, epoch }, texts);
      return steps.map(({ order }) => order);
    },
    async consolidating() {
      stillOurs();
      const { order, epoch } = await recordConsolidation(changeChat, run);
      if (order.recorded === null) takeUp(run, { order, epoch }, texts);
      return order;
    },
    async handedOver(agentId) {
      stillOurs();
      const made = await recordHandOver(changeChat, run, agentId);
      if (made?.order.recorded === null) takeUp(run, made, texts);
      return made?.order ?? null;
    },
    state,
    write(step, text) {
      if (!run.lost) texts.live.write(step.messageId, text);
    },
    thinks(step, soFar) {
      const answer = texts.board.get(step.messageId);
      if (!run.lost && answer !== undefined) texts.thoughts.begin(answer, soFar);
    },
    async finish(step, result) {
      stillOurs();
      texts.live.flush(step.messageId);
      await persist(run, () => recordEnd(parts, run, { stepId: step.stepId, result: cleaned(result) }));
      state(step, 'done');
      run.ended(step.stepId);
      texts.end(step.messageId);
    },
    records: (step) => createRecords(run, step, { ...parts, live: texts.live }),
    signal(step) {
      return run.step(step.stepId)?.controller.signal ?? run.controller.signal;
    },
    runSignal: () => run.controller.signal,
    confirmedUpto: (agentId) => persist(run, () => confirmedUpto(parts.pool, { runId: run.hold.runId, agentId })),
    trace: parts.trace,
  };
}

/** Takes a step that has not ended into hand: what people saw of it before stands at its beginning. */
export function takeUp(run: RunInHand, { order, epoch }: MadeStep, texts: LiveTexts): void {
  run.add(order);
  texts.live.begin({ chatId: run.chatId, messageId: order.messageId, epoch, text: order.soFar });
}

function cleaned(given: StepResult): StepResult {
  const result = withCleanThoughts(given);
  const text = cleanText(result.text);
  if (result.kind === 'complete' && result.handOver !== undefined) {
    const handOver = { ...result.handOver, task: cleanText(result.handOver.task) };
    return withCleanSources({ ...result, text, handOver });
  }
  if (result.kind === 'complete' && result.question !== undefined) {
    const choices = result.question.choices.map(plain);
    return withCleanSources({ ...result, text, question: { choices } });
  }
  return withCleanSources({ ...result, text });
}

function withCleanThoughts(result: StepResult): StepResult {
  if (result.kind === 'failed' || result.thoughts === undefined) return result;
  return { ...result, thoughts: { ...result.thoughts, text: cleanText(result.thoughts.text) } };
}

/** Without signs that hide, or turn round what stands beside them: what is tapped is what is sent. */
function plain(choice: string): string {
  return cleanText(choice).replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}]/gu, '');
}

function withCleanSources(result: StepResult): StepResult {
  if (result.kind === 'failed' || result.sources === undefined) return result;
  const sources = result.sources.map(({ number, url, title, quote }) => {
    return { number, url: cleanText(url), title: cleanText(title), quote: cleanText(quote) };
  });
  return { ...result, sources };
}
