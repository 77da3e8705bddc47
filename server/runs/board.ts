import type { Share, Spent } from '../../agents/models/budget/spent.ts';
import {
  BOARD,
  type BoardCall,
  type BoardRun,
  type BoardState,
  type BoardStep,
  type BoardTurn,
} from '../../shared/board.ts';
import type { RunStatus } from '../../shared/run.ts';
import type { ToolCardState } from '../../shared/toolCard.ts';
import type { StoredBoardCall, StoredBoardRun, StoredBoardStep } from '../store/board.ts';

/** A stored run as the board shows it. */
export function boardOf({ run, request, steps }: StoredBoardRun): BoardRun {
  const isOver = run.finishedAt !== null;
  return {
    run,
    request,
    steps: steps.map((step): BoardStep => {
      const { agentId, messageId, kind, handedBy, task, moreCalls } = step;
      const state = stateOf(step, run.status);
      const endedAt = step.ended === null ? run.finishedAt : step.updatedAt;
      const { handOver } = step;
      const turns = turnsOf(step, endedAt);
      return {
        ...{ agentId, messageId, kind, state, handedBy, moreCalls, endedAt, failure: step.failure },
        waitsFor: state === 'waiting' ? run.askedBy : null,
        startedAt: step.createdAt,
        task: (task ?? '').slice(0, BOARD.task),
        turns,
        costMicros: knownOf([...turns, ...sharesOf(step)]),
        calls: step.calls.map((call) => callOf(call, isOver || step.ended !== null)),
        hosts: hostsOf(step.urls),
        steers: step.steers,
        passesOnTo: handOver?.held === true ? handOver.to : null,
      };
    }),
  };
}

function stateOf({ ended, calls }: StoredBoardStep, status: RunStatus): BoardState {
  switch (ended) {
    case 'complete':
      return 'done';
    case 'stopped':
      return 'stopped';
    case 'cut':
    case 'failed':
      return 'failed';
    case null:
      break;
  }
  switch (status) {
    case 'deciding':
    case 'queued':
      return 'queued';
    case 'running':
      return calls.some(isAsked) ? 'waiting' : 'working';
    case 'done':
      return 'done';
    case 'failed':
    case 'stopped':
      return status;
  }
}

function isAsked({ state, isDecided }: StoredBoardCall): boolean {
  return state === 'asked' && !isDecided;
}

function callOf(call: StoredBoardCall, isOver: boolean): BoardCall {
  const { key, tool, failure, input, startedAt, endedAt } = call;
  return { key, tool, failure, input, startedAt, endedAt, state: callState(call, isOver) };
}

function callState({ state, ended }: StoredBoardCall, isOver: boolean): ToolCardState {
  if (state === 'ended') return ended === 'done' ? 'done' : 'failed';
  if (isOver) return 'stopped';
  return state === 'asked' ? 'waiting' : 'running';
}

/**
 * The turns of a step in their order. Each begins where the calls before it have ended, and the last, which is not kept
 * by itself, took what the whole took more than the others and what was called.
 */
export function turnsOf(
  step: Pick<StoredBoardStep, 'createdAt' | 'turns' | 'calls' | 'facts'>,
  endedAt: number | null,
): BoardTurn[] {
  const turns: BoardTurn[] = [];
  let begins = step.createdAt;
  for (const { key, endedAt: ends, by, spent } of step.turns) {
    turns.push({ startedAt: Math.min(begins, ends), endedAt: ends, ...by, ...spent });
    const its = step.calls.filter((call) => call.key.startsWith(`${key}/`));
    begins = Math.max(ends, ...its.map((call) => call.endedAt ?? call.startedAt));
  }
  const { facts } = step;
  if (facts === null || endedAt === null) return turns;
  const known = [...turns, ...sharesOf(step)];
  const left = (of: 'inputTokens' | 'outputTokens') =>
    Math.max(0, facts[of] - known.reduce((sum, part) => sum + part[of], 0));
  const [inputTokens, outputTokens] = [left('inputTokens'), left('outputTokens')];
  if (turns.length > 0 && inputTokens + outputTokens === 0) return turns;
  const { provider, model } = facts;
  const costMicros = costLeft(facts.costMicros, known);
  return [
    ...turns,
    { startedAt: Math.min(begins, endedAt), endedAt, provider, model, inputTokens, outputTokens, costMicros },
  ];
}

function costLeft(all: number | null, parts: readonly Spent[]): number | null {
  let left = all;
  for (const { costMicros } of parts) left = left === null || costMicros === null ? null : left - costMicros;
  return left === null ? null : Math.max(0, left);
}

/** What models used for its calls. */
function sharesOf({ calls }: Pick<StoredBoardStep, 'calls'>): Share[] {
  return calls.flatMap(({ shares }) => shares ?? []);
}

function knownOf(parts: readonly Spent[]): number {
  return parts.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0);
}

function hostsOf(urls: readonly string[]): BoardStep['hosts'] {
  const counts = new Map<string, number>();
  for (const url of urls) {
    const host = URL.parse(url)?.hostname ?? '';
    if (host !== '') counts.set(host, (counts.get(host) ?? 0) + 1);
  }
  return [...counts]
    .map(([host, sources]) => ({ host, sources }))
    .sort((a, b) => b.sources - a.sources)
    .slice(0, BOARD.hosts);
}
