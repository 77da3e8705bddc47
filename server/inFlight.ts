import type { Logger } from 'pino';

const EVERY_MS = 1_000;

/** Work under way that may have to be given up before it is done. */
export interface InFlight {
  /** Work on something begins; `end` is to be called once it is over. */
  begin(id: string): { signal: AbortSignal; end(): void };
  /** Gives up what is done on something. */
  revoke(id: string): void;
  /** Looks at once what is to be given up. */
  look(): void;
  close(): void;
}

type Parts = {
  /** Whether what is being done on something may not go on. */
  isRevoked: (id: string) => Promise<boolean>;
  logger: Pick<Logger, 'error'>;
  everyMs?: number | undefined;
};

/** Looks once a second, as long as there is any: what tells of changes may be lost on its way here. */
export function createInFlight({ isRevoked, logger, everyMs = EVERY_MS }: Parts): InFlight {
  const flights = new Set<{ id: string; controller: AbortController }>();
  let timer: NodeJS.Timeout | undefined;

  async function check(): Promise<void> {
    for (const { id, controller } of [...flights]) {
      try {
        if (await isRevoked(id)) controller.abort();
      } catch (error) {
        logger.error({ err: error, id }, 'nobody could say whether work under way may go on');
      }
    }
  }

  function wait(): void {
    if (flights.size === 0) return;
    timer ??= setTimeout(() => {
      void check().finally(() => {
        timer = undefined;
        wait();
      });
    }, everyMs).unref();
  }

  return {
    begin(id) {
      const flight = { id, controller: new AbortController() };
      flights.add(flight);
      wait();
      return { signal: flight.controller.signal, end: () => void flights.delete(flight) };
    },
    revoke(id) {
      for (const flight of flights) if (flight.id === id) flight.controller.abort();
    },
    look: () => void check(),
    close() {
      flights.clear();
      clearTimeout(timer);
    },
  };
}
