/**
 * What one process tells the others; never itself: whoever publishes has done its own part before. Passing news only:
 * a message may be lost while the line is down, so whatever must not be lost is a row that is read again.
 */
export interface Bus {
  /** This process's id, new at every start. */
  readonly processId: string;
  /** False where this is the only process, so that nobody waits for an answer of others. */
  readonly hasOthers: boolean;
  /** Tells every other process that listens to the topic. Returns at once and never throws; `message` is JSON. */
  publish(topic: string, message: unknown): void;
  /** Hears what other processes publish; the handler parses it. Returns how to stop. */
  subscribe(topic: string, handler: BusHandler): () => void;
  /** Calls back whenever the line is there, for the first time or again, after messages may have been missed. Returns how to stop. */
  onResumed(handler: () => void): () => void;
  close(): Promise<void>;
}

export type BusHandler = (message: unknown) => void;
