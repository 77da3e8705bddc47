import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AskedCall } from '../../agents/run/loop/ports.ts';
import { type Asking, combined, UNSET } from '../../shared/policy.ts';
import { EITHER, type Terms } from '../../shared/terms.ts';
import type { ToolApproval, Unattainable } from '../../shared/toolCard.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChangeAtOnce, ChangeChat } from '../chat/change.ts';
import type { Tell } from '../chat/tell.ts';
import { expireApproval, isStillAllowed, keepCall, readCall, wasAllowed } from '../store/calls.ts';
import type { Database } from '../store/database.ts';
import { policiesFor } from '../store/policies.ts';
import { termsFor } from './asking.ts';
import { beginningOf } from './card.ts';
import { settle } from './settle.ts';
import { persist } from './persist.ts';
import { LostHold, type RunInHand } from './runInHand.ts';

/** So long people may take to decide. */
const LASTS_MS = 24 * 60 * 60 * 1000;
/** So often it is looked whether somebody has, should the word of it be lost on its way. */
const LOOK_MS = 5_000;

/** The same in a process that is about to end, where another call of the step may still be under way. */
const LEAVING_LOOK_MS = 100;

/** So many calls of one person may wait in one process: each keeps its run in hand. */
const MOST_WAITING = 16;

const DECIDED = 'calls:decided';
const Decided = z.object({ key: z.string() });

type Around = {
  run: RunInHand;
  stepId: string;
  agentId: string;
  messageId: string;
  signal: AbortSignal;
  /** People were asked for it before, by who had the run then. */
  wasAsked: boolean;
};
type Verdict = { verdict: 'allowed' | { denied: string }; approval: ToolApproval | null };

/** Whether a call may be done; where people have to be asked it waits for them, or for the abort of `signal`. */
export type Allow = (call: AskedCall, around: Around) => Promise<Verdict>;

export type Approvals = {
  allow: Allow;
  /** To be called after a commit by which somebody decided. */
  decided(key: string): void;
  /** This process is about to end: steps that only wait for people, now or later, are handed over at once. */
  leave(): void;
  close(): void;
};

type Parts = {
  pool: Database['pool'];
  bus: Bus;
  changeAtOnce: ChangeAtOnce;
  changeChat: ChangeChat;
  tell: Pick<Tell, 'stepChanged'>;
  lastsMs?: number;
  lookMs?: number;
};

/** What a decision stands for: this tool with this very input, as it is meant where the person is who asked. */
function hashOf({ tool, timeZone, input }: Pick<AskedCall, 'tool' | 'timeZone' | 'input'>): string {
  return createHash('sha256')
    .update(`${tool}\n${timeZone}\n${JSON.stringify(input)}`)
    .digest('base64url');
}

/** Asks people in the thread for what must be asked. */
export function createApprovals({
  pool,
  bus,
  changeAtOnce,
  changeChat,
  tell,
  lastsMs = LASTS_MS,
  lookMs = LOOK_MS,
}: Parts): Approvals {
  const waiting = new Map<string, { askedBy: string; bell: Bell }>();
  let leaving = false;
  const stop = bus.subscribe(DECIDED, (message) => waiting.get(Decided.parse(message).key)?.bell.ring());

  /** What people have said of such calls. */
  async function policyOf({ effect, tool }: AskedCall, { run, agentId }: Around): Promise<[Asking, boolean]> {
    if (effect === 'read') return [UNSET, false];
    const { chatId, hold } = run;
    const asking = combined(await persist(run, () => policiesFor(pool, { chatId, agentId, effect })));
    const about = { runId: hold.runId, agentId, tool, terms: asking.terms };
    return [asking, asking.ask === 'once' && (await persist(run, () => wasAllowed(pool, about)))];
  }

  async function ask(call: AskedCall, terms: Terms, { run, stepId }: Around): Promise<void> {
    const now = Date.now();
    const { tainted, timeZone } = call;
    const asked = { hash: hashOf(call), tainted, timeZone, expiresAt: now + lastsMs };
    const approval = { ...asked, terms, votes: [], decision: null };
    const write = {
      ...{ hold: run.hold, chatId: run.chatId, stepId, state: 'asked' as const, result: null, attachments: [] },
      input: JSON.stringify(call.input),
      card: beginningOf(call, 'waiting', { startedAt: now, approval }),
    };
    await persist(run, () =>
      changeAtOnce(run.chatId, async () => {
        const outcome = await keepCall(pool, write);
        if (outcome.kind === 'lost') throw new LostHold(run.hold.runId);
        if (outcome.kind === 'unwanted') run.stop();
        // Its step has ended, as when its answer was deleted.
        if (outcome.kind === 'kept-before') run.stopStep(stepId);
        return outcome.kind === 'kept' ? outcome.change : null;
      }),
    );
  }

  function waitingOf(userId: string): number {
    return [...waiting.values()].filter(({ askedBy }) => askedBy === userId).length;
  }

  /** Bells are hung up before the first look, so that no decision falls between the look and the wait. */
  async function decided(
    call: AskedCall,
    terms: Terms,
    { bell, ...around }: Around & { bell: Bell },
  ): Promise<Verdict> {
    const { run, stepId, messageId, signal } = around;
    const { key } = call;
    let isSettled = false;
    for (;;) {
      if (signal.aborted) return { verdict: { denied: 'The answer was stopped.' }, approval: null };
      const stored = await persist(run, () => readCall(pool, key));
      const approval = stored?.approval ?? null;
      if (approval === null) {
        if (waitingOf(run.askedBy) > MOST_WAITING) return { verdict: { denied: TOO_MANY }, approval };
        await ask(call, terms, around);
        continue;
      }
      // What was decided for another input says nothing about this one.
      if (approval.hash !== hashOf(call)) return { verdict: { denied: 'It is not what was asked for.' }, approval };
      if (approval.decision !== null) {
        const { chatId } = run;
        const stands = !approval.decision.allowed || (await persist(run, () => isStillAllowed(pool, { chatId, key })));
        return { verdict: stands ? verdictOf(approval.decision) : { denied: LEFT }, approval };
      }
      if (approval.expiresAt <= Date.now()) {
        await changeAtOnce(run.chatId, () => expireApproval(pool, { chatId: run.chatId, key }));
        continue;
      }
      if (mayChangeByItself(approval) && !isSettled) {
        await persist(run, () => settle(changeChat, { chatId: run.chatId, messageId, key }));
        // What came of that is read before anybody is waited for.
        isSettled = true;
        continue;
      }
      isSettled = false;
      tell.stepChanged({
        ...{ chatId: run.chatId, messageId, state: 'waiting' },
        tool: { key, tool: call.tool, share: null, what: '' },
      });
      if (leaving && !run.isBusy(stepId)) run.handOverStep(stepId);
      await bell.heard(Math.min(leaving ? LEAVING_LOOK_MS : lookMs, approval.expiresAt - Date.now()), signal);
    }
  }

  return {
    async allow(call, around) {
      const terms = termsFor(call, ...(await policyOf(call, around)));
      // What an agent read may be gone by now, what it was led to is not.
      if (terms === null && !around.wasAsked) return { verdict: 'allowed', approval: null };
      const bell = new Bell();
      const one = { askedBy: around.run.askedBy, bell };
      waiting.set(call.key, one);
      try {
        return await decided(call, terms ?? EITHER, { ...around, bell });
      } finally {
        if (waiting.get(call.key) === one) waiting.delete(call.key);
      }
    },
    decided(key) {
      waiting.get(key)?.bell.ring();
      bus.publish(DECIDED, { key });
    },
    leave() {
      leaving = true;
      for (const { bell } of waiting.values()) bell.ring();
    },
    close() {
      stop();
      for (const { bell } of waiting.values()) bell.ring();
    },
  };
}

const LEFT = 'who said yes is no longer in the chat.';

const TOO_MANY = 'too much waits already for a yes of the person you work for.';

const UNATTAINABLE: Record<Unattainable, string> = {
  'too-few': 'more people have to say yes to it than are in this chat.',
  'no-admin': 'somebody who manages this chat has to say yes to it, and nobody here does.',
  'no-asker': 'whoever asked for it is not in this chat any more.',
};

/** Whether people who come, go or get another role decide something: one who asked is there as long as it works for them. */
function mayChangeByItself({ terms = EITHER }: ToolApproval): boolean {
  return terms.people > 1 || terms.admin;
}

function verdictOf({ by, allowed, reason, why }: NonNullable<ToolApproval['decision']>): Verdict['verdict'] {
  if (allowed) return 'allowed';
  if (why !== undefined) return { denied: UNATTAINABLE[why] };
  if (by === null) return { denied: 'nobody decided in time.' };
  return { denied: reason === '' ? 'a person said no.' : reason };
}

/** Rings for one who may not be listening yet. */
class Bell {
  #rang = false;
  #listener = () => {};

  ring(): void {
    this.#rang = true;
    this.#listener();
  }

  /** Until it has rung since the last time, the time is up, or `signal` aborts. */
  async heard(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rang && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#listener = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.#listener, { once: true });
      });
      signal.removeEventListener('abort', this.#listener);
    }
    this.#rang = false;
  }
}
