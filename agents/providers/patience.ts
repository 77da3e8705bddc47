/** How long a model may keep silent: before its first sign of life, and between two signs later. */
export type Patience = { firstTokenMs: number; idleMs: number };

export const PATIENCE: Patience = { firstTokenMs: 90_000, idleMs: 45_000 };

export type Watch = {
  /** Aborted by the request's own signal or because patience ran out. */
  readonly signal: AbortSignal;
  readonly timedOut: boolean;
  /** To be called at every sign of life. */
  alive(): void;
  end(): void;
};

/** Watches over one request, whose own signal stays apart, so that a hang can be told from a person's stop. */
export function watchOver(requested: AbortSignal, patience: Patience): Watch {
  const own = new AbortController();
  let timedOut = false;
  const giveUp = () => {
    timedOut = true;
    own.abort();
  };
  let timer = setTimeout(giveUp, patience.firstTokenMs);
  return {
    signal: AbortSignal.any([requested, own.signal]),
    get timedOut() {
      return timedOut;
    },
    alive() {
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience.idleMs);
    },
    end: () => clearTimeout(timer),
  };
}
