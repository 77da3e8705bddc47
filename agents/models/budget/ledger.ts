import { type Budget, type Raiser, raisersOf, type Scope } from './scope.ts';
import { type Period, windowOf } from './window.ts';

/** All money is in millionths of a US dollar, whole numbers: a ceiling is rounded up, what a call cost to the nearest. */
export type Account = {
  scope: Scope;
  period: Period;
  window: string;
  endsAt: number | null;
  limitMicros: number | null;
  spentMicros: number;
  reservedMicros: number;
  /** The limit of which people were told that 80 % are spent; a raised one is told of again. */
  warnedOf: number | null;
};

/** An expired one stays known for a while, so that what its call cost is still counted if it comes back after all. */
export type Reservation = {
  id: string;
  micros: number;
  accounts: readonly string[];
  expiresAt: number;
  expired: boolean;
};

export type Ledger = {
  accounts: Readonly<Record<string, Account>>;
  reservations: Readonly<Record<string, Reservation>>;
};

export const emptyLedger: Ledger = { accounts: {}, reservations: {} };

/** What a call can cost at most. A price nobody knows counts only as what a person has confirmed it may be. */
export type Ceiling = { kind: 'known'; micros: number } | { kind: 'unknown'; confirmedMicros: number | null };

export type Order = {
  id: string;
  budgets: readonly Budget[];
  ceiling: Ceiling;
  /** Milliseconds since 1970. */
  now: number;
  timeZone: string;
  /** After so long its process is taken for dead; above what a call may last. */
  lastsMs: number;
};

/** Which budget is in the way. `held`: it would fit if calls under way turned out cheaper; `spent`: it would not. */
export type Stop = {
  scope: Scope;
  period: Period;
  limitMicros: number;
  spentMicros: number;
  /** What is left besides what is reserved. */
  roomMicros: number;
  because: 'held' | 'spent';
  endsAt: number | null;
  mayRaise: readonly Raiser[];
};

export type Warning = { scope: Scope; period: Period; limitMicros: number; spentMicros: number };

export type Reserved =
  | { kind: 'reserved'; ledger: Ledger; micros: number }
  | { kind: 'refused'; ledger: Ledger; stop: Stop }
  | { kind: 'unknown-cost'; ledger: Ledger };

const WARN_PERCENT = 80;
const KEPT_MS = 86_400_000;

/**
 * Sets aside what a call may cost in all of its budgets, or in none of them. The first budget in the way, narrowest
 * first as they are handed in, is named. The same id again is answered by what it already has.
 */
export function reserve(before: Ledger, order: Order): Reserved {
  const swept = sweep(before, order.now);
  const had = swept.reservations[order.id];
  if (had !== undefined && !had.expired) return { kind: 'reserved', ledger: swept, micros: had.micros };
  const micros = ceilingOf(order.ceiling);
  if (micros === null) return { kind: 'unknown-cost', ledger: swept };

  const accounts: Record<string, Account> = {};
  for (const budget of order.budgets) {
    const [name, account] = accountOf(swept, budget, order);
    accounts[name] = narrower(account, accounts[name]);
  }
  const ledger = { ...swept, accounts: { ...swept.accounts, ...accounts } };
  for (const account of Object.values(accounts)) {
    const stop = stopOf(account, micros);
    if (stop !== null) return { kind: 'refused', ledger, stop };
  }
  const names = Object.keys(accounts);
  const reservation = { id: order.id, micros, accounts: names, expiresAt: order.now + order.lastsMs, expired: false };
  return {
    kind: 'reserved',
    micros,
    ledger: {
      accounts: changed(ledger.accounts, names, (one) => ({ ...one, reservedMicros: one.reservedMicros + micros })),
      reservations: { ...ledger.reservations, [order.id]: reservation },
    },
  };
}

/**
 * Counts what a call cost, where it was reserved, once. A cost nobody knows counts as all that was reserved. `stops` are
 * the budgets that are used up by it: what goes on under them ends now.
 */
export function settle(
  before: Ledger,
  id: string,
  { actualMicros, now }: { actualMicros: number | null; now: number },
): { ledger: Ledger; warnings: Warning[]; stops: Stop[] } {
  const ledger = sweep(before, now);
  const reservation = ledger.reservations[id];
  if (reservation === undefined) return { ledger, warnings: [], stops: [] };
  const cost = actualMicros === null ? reservation.micros : Math.round(valid(actualMicros));
  const warnings: Warning[] = [];
  const stops: Stop[] = [];
  const accounts = changed(ledger.accounts, reservation.accounts, (account) => {
    const counted = {
      ...account,
      spentMicros: account.spentMicros + cost,
      reservedMicros: account.reservedMicros - (reservation.expired ? 0 : reservation.micros),
    };
    // What cost nothing is no news; whoever gives back is not listening.
    if (cost === 0) return counted;
    const stop = usedUp(counted);
    if (stop !== null) stops.push(stop);
    const warning = warningOf(counted);
    if (warning === null) return counted;
    warnings.push(warning);
    return { ...counted, warnedOf: warning.limitMicros };
  });
  return { ledger: { accounts, reservations: without(ledger.reservations, id) }, warnings, stops };
}

/** Gives back what was reserved for a call that was not made. */
export function release(before: Ledger, id: string, now: number): Ledger {
  return settle(before, id, { actualMicros: 0, now }).ledger;
}

/** A call that goes on for long says that it is alive; nothing happens to one that has expired. */
export function extend(before: Ledger, id: string, { now, lastsMs }: { now: number; lastsMs: number }): Ledger {
  const ledger = sweep(before, now);
  const one = ledger.reservations[id];
  if (one === undefined || one.expired) return ledger;
  return { ...ledger, reservations: { ...ledger.reservations, [id]: { ...one, expiresAt: now + lastsMs } } };
}

/** How these budgets stand: the least room of them (null where none limits), and whether one is past its warning. */
export function standingOf(
  before: Ledger,
  order: Pick<Order, 'budgets' | 'now' | 'timeZone'>,
): { roomMicros: number | null; warned: boolean } {
  const ledger = sweep(before, order.now);
  let roomMicros: number | null = null;
  let warned = false;
  for (const budget of order.budgets) {
    const [, account] = accountOf(ledger, budget, order);
    if (account.limitMicros === null) continue;
    const room = Math.max(0, account.limitMicros - account.spentMicros - account.reservedMicros);
    roomMicros = Math.min(roomMicros ?? room, room);
    warned ||= isPastWarning(account.spentMicros, account.limitMicros);
  }
  return { roomMicros, warned };
}

/** Forgets the accounts of a run that is over and owes nothing. */
export function closeRun(ledger: Ledger, runId: string): Ledger {
  const entries = Object.entries(ledger.accounts);
  const kept = entries.filter(
    ([, { scope, reservedMicros }]) => scope.kind !== 'run' || scope.id !== runId || reservedMicros > 0,
  );
  return { ...ledger, accounts: Object.fromEntries(kept) };
}

/** Frees what dead processes had reserved, and forgets what is long over. */
export function sweep(ledger: Ledger, now: number): Ledger {
  const due = Object.values(ledger.reservations).filter(({ expired, expiresAt }) => !expired && expiresAt <= now);
  let accounts = ledger.accounts;
  for (const { accounts: names, micros } of due) {
    accounts = changed(accounts, names, (one) => ({ ...one, reservedMicros: one.reservedMicros - micros }));
  }
  const reservations = Object.values(ledger.reservations)
    .filter(({ expiresAt }) => expiresAt + KEPT_MS > now)
    .map((one) => [one.id, one.expiresAt <= now ? { ...one, expired: true } : one] as const);
  const current = Object.entries(accounts).filter(
    ([, { endsAt, reservedMicros }]) => endsAt === null || endsAt + KEPT_MS > now || reservedMicros > 0,
  );
  return { accounts: Object.fromEntries(current), reservations: Object.fromEntries(reservations) };
}

function ceilingOf(ceiling: Ceiling): number | null {
  const micros = ceiling.kind === 'known' ? ceiling.micros : ceiling.confirmedMicros;
  return micros === null ? null : Math.ceil(valid(micros));
}

function valid(micros: number): number {
  if (!Number.isFinite(micros) || micros < 0 || micros > Number.MAX_SAFE_INTEGER) {
    throw new RangeError(`${micros} is no amount of money.`);
  }
  return micros;
}

/** The account of this moment, under the limit as it is now. */
function accountOf(
  ledger: Ledger,
  { scope, period, limitMicros }: Budget,
  order: Pick<Order, 'now' | 'timeZone'>,
): [string, Account] {
  const { key, endsAt } = windowOf(period, order.now, order.timeZone);
  const name = `${scope.kind}:${scope.id}:${key}`;
  const empty = { scope, period, window: key, endsAt, spentMicros: 0, reservedMicros: 0, warnedOf: null };
  return [name, { ...(ledger.accounts[name] ?? empty), limitMicros }];
}

/** Where two budgets say something about the same, the smaller one holds. */
function narrower(account: Account, other: Account | undefined): Account {
  if (other === undefined || other.limitMicros === null) return account;
  return account.limitMicros === null || other.limitMicros < account.limitMicros ? other : account;
}

function stopOf(account: Account, micros: number): Stop | null {
  const { limitMicros, spentMicros, reservedMicros } = account;
  // A free call, as of a model of one's own, goes on where the money is used up.
  if (limitMicros === null || micros === 0) return null;
  if (spentMicros + reservedMicros + micros <= limitMicros) return null;
  return stopAt(account, limitMicros, spentMicros + micros <= limitMicros ? 'held' : 'spent');
}

function usedUp(account: Account): Stop | null {
  const { limitMicros, spentMicros } = account;
  return limitMicros === null || spentMicros < limitMicros ? null : stopAt(account, limitMicros, 'spent');
}

function stopAt(account: Account, limitMicros: number, because: Stop['because']): Stop {
  const { scope, period, spentMicros, reservedMicros, endsAt } = account;
  const roomMicros = Math.max(0, limitMicros - spentMicros - reservedMicros);
  return { scope, period, limitMicros, spentMicros, roomMicros, because, endsAt, mayRaise: raisersOf(scope.kind) };
}

function warningOf({ scope, period, limitMicros, spentMicros, warnedOf }: Account): Warning | null {
  if (limitMicros === null || limitMicros === warnedOf || !isPastWarning(spentMicros, limitMicros)) return null;
  return { scope, period, limitMicros, spentMicros };
}

function isPastWarning(spentMicros: number, limitMicros: number): boolean {
  return spentMicros > 0 && spentMicros * 100 >= limitMicros * WARN_PERCENT;
}

function changed(
  accounts: Ledger['accounts'],
  names: readonly string[],
  change: (account: Account) => Account,
): Ledger['accounts'] {
  const next = { ...accounts };
  for (const name of names) {
    const account = accounts[name];
    if (account !== undefined) next[name] = change(account);
  }
  return next;
}

function without(reservations: Ledger['reservations'], id: string): Ledger['reservations'] {
  const { [id]: _gone, ...rest } = reservations;
  return rest;
}
