import type { AnswerFailure } from '../../../shared/message.ts';
import { digest, wantsOneAnswer, type Answered, consolidationPrompt } from '../../queen/consolidate.ts';
import { choose } from '../../queen/choose.ts';
import { queen } from '../../queen/queen.ts';
import { summarise } from '../../memory/summarise.ts';
import type { Candidate } from '../../models/candidate.ts';
import type { Draw } from '../../models/pictures/drawPicture.ts';
import { createConversations } from '../../models/router/conversations.ts';
import { modelName } from '../../models/modelName.ts';
import { featuresOf } from '../../models/router/features.ts';
import { mayReplace, select, selectAbove, type Wanted } from '../../models/selection.ts';
import { speak } from '../../providers/demo.ts';
import type { Specialist } from '../../roster/agent.ts';
import { type Clock, systemClock } from '../../run/clock.ts';
import { compose } from '../../run/compose.ts';
import { languageOf } from '../../run/language.ts';
import { runStep } from '../../run/step.ts';
import type { FirstAnswered } from '../../run/loop/ports.ts';
import { UNTRACED } from '../../run/tracer.ts';
import type { Tool } from '../../tools/tool.ts';
import { askAgentTool } from '../../tools/askAgent/askAgent.ts';
import { consult, withQuestion } from './consult.ts';
import { type Handed, handedTo, mayAsk, mayHandTo, mostAsked, withTask } from './handOver.ts';
import { type AskingParts, createAsking } from './asking.ts';
import { interruption, isAnswer, outcomeOf } from './outcome.ts';
import { budgetOf, charactersOf, readBy } from './reading.ts';
import { standingOf } from './standing.ts';
import { hasWordsOfOthers, isInstructedByOthers } from './wordsOfOthers.ts';
import { type Engine, type RunOrder, type RunPorts, type StepOrder, type StepResult } from '../engine.ts';

export type DirectEngineParts = Omit<AskingParts, 'clock'> & {
  /** Finds a specialist by id; undefined for one that is no longer there. */
  specialist(id: string): Specialist | undefined;
  /** What a specialist may use in a run, and how it has pictures made; nothing without. */
  tools?(agent: Specialist, order: RunOrder, draw: Draw): readonly Tool[] | Promise<readonly Tool[]>;
  clock?: Clock;
};

/** A run at work, and the agents that have a part in it. */
type Working = { order: RunOrder; ports: RunPorts; taken: Set<string> };

type Ended = { step: StepOrder; result: StepResult | null };

/** The engine of plain chat: every agent asked at once, each on its own, then, where one answer is wanted, the queen. */
export function createDirectEngine(parts: DirectEngineParts): Engine {
  const clock = parts.clock ?? systemClock;
  const { base, chainOf, drawFor } = createAsking({ ...parts, clock });
  const moneyOf = async ({ asker, chatId, runId }: RunOrder, agentId: string) =>
    (await parts.purse?.money({ userId: asker.id, chatId, agentId, runId })) ?? null;
  const conversations = createConversations(() => clock.now());
  const ofQueen = (order: RunOrder, characters: number, choice: StepOrder['choice'] = null) =>
    select({ ...byQueen(order.chat), text: order.request.text, characters, choice }, base);

  /** Whom to ask for an answer that is given anew since before the process died: all, where nobody better can be asked. */
  function betterThan(wanted: Wanted, { answer }: FirstAnswered): Candidate[] {
    const better = selectAbove(wanted, { name: modelName(answer.provider, answer.model) }, base);
    return better.length > 0 ? better : select(wanted, base);
  }

  async function step(work: Working, one: StepOrder, handed: Handed | null): Promise<StepResult | null> {
    if (one.recorded !== null) return one.recorded;
    work.ports.state(one, 'accepted');
    return answerAs(work, one, handed);
  }

  /** Does a step, and those of whom the request is handed to from there. */
  async function stepAndOn(work: Working, one: StepOrder, handed: Handed | null): Promise<Ended[]> {
    const result = await step(work, one, handed);
    const ended: Ended = { step: one, result };
    const to = result?.kind === 'complete' ? result.handOver : undefined;
    if (to === undefined || to.held === true || work.taken.has(to.to)) return [ended];
    work.taken.add(to.to);
    const next = await work.ports.handedOver(to.to);
    if (next === null) return [ended];
    const on = await stepAndOn(work, next, { by: one.agentId, task: to.task, hops: (handed?.hops ?? 0) + 1 });
    return [ended, ...on];
  }

  async function answerAs(
    { order, ports, taken }: Working,
    one: StepOrder,
    handed: Handed | null,
  ): Promise<StepResult | null> {
    const agent = parts.specialist(one.agentId);
    if (agent === undefined) {
      parts.log.error({ agentId: one.agentId, runId: order.runId }, 'an agent of this run does not exist');
      return endUnasked(ports, one, 'internal');
    }
    const colleagues = specialists(order.agentIds).filter((other) => other.id !== agent.id);
    const [own, money, ground] = await Promise.all([
      parts.tools?.(agent, order, drawFor(order, agent.id)) ?? [],
      moneyOf(order, agent.id),
      standingOf(agent, order, ports),
    ]);
    const tools = [...own, ...consultingTool({ order, ports }, agent, colleagues, handed?.hops ?? 0)];
    const told = handed && { name: parts.specialist(handed.by)?.name ?? handed.by, task: handed.task };
    const situation = { ...order, colleagues, tools: tools.map(({ name }) => name) };
    const surroundings = around(order, agent);
    const { localOnly = false } = order.chat;
    const characters = charactersOf(agent, order);
    const wanted: Wanted = {
      ...{ agent, text: order.request.text, tools: tools.length, depth: order.context.length },
      ...{ characters, localOnly, money },
      cached: conversations.of(surroundings.cacheKey),
      choice: one.choice ?? null,
    };
    const asked = one.first ? betterThan(wanted, one.first) : select(wanted, base);
    if (asked.length === 0 && localOnly) return endUnasked(ports, one, 'no-local-model');
    const more = { tools: tools.length, attachments: 0, depth: order.context.length };
    const result = await runStep(
      {
        step: one,
        traced: { agentName: agent.name, features: () => featuresOf(order.request.text, more) },
        candidates: asked,
        prompt: (candidate) => {
          const able = candidate.callsTools ? situation : { ...situation, tools: [] };
          return withTask(compose(agent, able, budgetOf(candidate, agent)), told);
        },
        maxOutputTokens: agent.maxOutputTokens,
        tools,
        ground,
        mayHandTo: mayHandTo(colleagues, { taken, hops: handed?.hops ?? 0 }),
        mayAsk: mayAsk(handed?.hops ?? 0),
        tainted:
          handed !== null ||
          one.outside === true ||
          hasWordsOfOthers(order, agent) ||
          isInstructedByOthers([agent, ...colleagues], order) ||
          tools.some(isStrange),
        patient: handed === null,
        ...(money !== null && {
          nearLimit: async () => (await moneyOf(order, agent.id))?.warned === true,
        }),
        escalation: {
          request: order.request.text,
          instructions: [agent.instructions, order.chat.instructions],
          mayReplace: (by) => mayReplace(wanted, by),
          better: async (by) => selectAbove({ ...wanted, money: await moneyOf(order, agent.id) }, by, base),
        },
        ...surroundings,
      },
      ports,
      chainOf(order, agent.id, handed === null ? 'person' : 'agent'),
    );
    const read = result === null ? null : readBy(result, asked, characters);
    if (read !== null) conversations.answered(surroundings.cacheKey, read);
    return result;
  }

  /** What an agent asks its colleagues by, where it may. */
  function consultingTool(
    { order, ports }: Pick<Working, 'order' | 'ports'>,
    agent: Specialist,
    colleagues: Specialist[],
    hops: number,
  ): Tool[] {
    const most = mostAsked(hops);
    if (!agent.tools.includes('ask_agent') || colleagues.length === 0 || most === 0) return [];
    const tool = askAgentTool({
      most,
      colleagues: colleagues.map(({ id, handle, name, about }) => ({ id, handle, name, about })),
      async ask(id, question, { signal, trace }) {
        const asked = colleagues.find((one) => one.id === id);
        if (asked === undefined) return { kind: 'failed', failure: 'no-model', shares: [] };
        const situation = { ...order, colleagues: colleagues.filter((one) => one !== asked), tools: [] };
        const { localOnly = false } = order.chat;
        const wanted = { agent: asked, text: question, tools: 0, depth: order.context.length, cached: null, localOnly };
        const characters = charactersOf(asked, order) + question.length;
        const candidates = select({ ...wanted, characters, money: await moneyOf(order, id) }, base);
        const prompt = (candidate: Candidate) =>
          withQuestion(compose(asked, situation, budgetOf(candidate, asked)), { by: agent.name, question });
        const chain = chainOf(order, id, 'agent');
        const ground = await standingOf(asked, order, ports);
        return consult(
          { asked, candidates, prompt, ground, signal },
          { ...chain, ...(trace !== undefined && { trace }) },
        );
      },
    });
    return [tool];
  }

  async function consolidate(order: RunOrder, ended: readonly Ended[], ports: RunPorts): Promise<StepResult | null> {
    const answers = ended.flatMap(({ step: { agentId }, result }): Answered[] => {
      const agent = parts.specialist(agentId);
      return isAnswer(result) && agent !== undefined ? [{ agent, text: result.text }] : [];
    });
    const one = order.consolidation ?? (await ports.consolidating());
    if (one.recorded !== null) return one.recorded;
    ports.state(one, 'accepted');
    const characters = answers.reduce((sum, { text }) => sum + text.length, 0);
    const candidates = ofQueen(order, characters, one.choice);
    if (candidates.length === 0 && order.chat.localOnly) return endUnasked(ports, one, 'no-local-model');
    return runStep(
      {
        step: one,
        traced: { agentName: queen.name },
        candidates: candidates.map((candidate) =>
          candidate.provider.demo ? speaking(candidate, digest(order.request.text, answers), clock) : candidate,
        ),
        prompt: (candidate) => consolidationPrompt(order.request, answers, budgetOf(candidate, queen)),
        maxOutputTokens: queen.maxOutputTokens,
        tools: [],
        mayHandTo: { colleagues: [] },
        mayAsk: false,
        patient: true,
        tainted: false,
        ...around(order, queen),
      },
      ports,
      chainOf(order, queen.id),
    );
  }

  function specialists(ids: readonly string[]): Specialist[] {
    return ids.flatMap((id) => parts.specialist(id) ?? []);
  }

  return {
    id: 'direct',
    async execute(order, ports) {
      let steps = order.steps;
      if (order.undecided) {
        const span = (ports.trace ?? UNTRACED).begin({ kind: 'choice', agentId: queen.id, agentName: queen.name });
        const choice = await choose(order, specialists(order.agentIds), {
          ...{ candidates: ofQueen(order, 0), chain: { ...chainOf(order, queen.id), trace: span } },
          signal: ports.runSignal(),
        });
        const stop = interruption(ports.runSignal());
        if (stop !== 'handed-over') span.end(stop === 'stopped' ? { stopped: true } : {});
        if (stop !== null) return stop;
        steps = await ports.chosen(choice);
      }
      const working: Working = { order, ports, taken: new Set(steps.map(({ agentId }) => agentId)) };
      const settled = await Promise.allSettled(steps.map((one) => stepAndOn(working, one, handedTo(one, order))));
      const ended = settled.flatMap((one) => {
        if (one.status === 'rejected') throw one.reason;
        return one.value;
      });
      if (ended.some(({ result }) => result === null)) return 'handed-over';
      const complete = ended.filter(({ result }) => isAnswer(result)).length;
      if (order.consolidation !== null || (complete >= 2 && wantsOneAnswer(order.request.text))) {
        const stop = interruption(ports.runSignal());
        if (stop === 'handed-over') return stop;
        if (stop === null && (await consolidate(order, ended, ports)) === null) return 'handed-over';
      }
      return outcomeOf(ended.map(({ result }) => result));
    },
    async summarise(order, signal) {
      const text = order.messages.map((message) => message.text).join('\n');
      const characters = order.before.length + text.length;
      const candidates = select({ ...byQueen(order), text: '', characters }, base);
      if (candidates.length === 0 && order.localOnly) return { kind: 'not-made', failure: 'no-local-model' };
      const { localOnly = false } = order;
      const chain = chainOf({ ...order, chat: { localOnly } }, queen.id, 'background');
      return summarise(order, { candidates, chain, signal });
    },
  };
}

/** What the queen wants of a model, whatever it is for. */
function byQueen({ localOnly = false }: { localOnly?: boolean }) {
  return { agent: queen, tier: queen.tier, tools: 0, depth: 0, cached: null, localOnly };
}

/** Ends a step for which nobody could be asked. */
async function endUnasked(ports: RunPorts, step: StepOrder, failure: AnswerFailure): Promise<StepResult> {
  const result: StepResult = { kind: 'failed', text: step.soFar, failure };
  await ports.finish(step, result);
  return result;
}

function isStrange({ strange }: Tool): boolean {
  return strange === true;
}

function around({ request, context, asker, chatId }: RunOrder, agent: Pick<Specialist, 'id'>) {
  return {
    language: languageOf(request.text),
    timeZone: asker.timeZone,
    cacheKey: `${chatId}/${agent.id}`,
    named: [request.text, ...context.filter(({ senderKind }) => senderKind === 'user').map(({ text }) => text)],
  };
}

/** The demo, saying this text in place of its own. */
function speaking(candidate: Candidate, text: string, clock: Clock): Candidate {
  const provider = {
    ...candidate.provider,
    stream: (request: Parameters<typeof speak>[1]) => speak(text, request, clock),
  };
  return { ...candidate, provider };
}
