/** Takes one run as far as it goes; what goes wrong is its own affair, so it never rejects. */
export type JobHandler = (runId: string) => Promise<void>;

/**
 * Who does which run next. A queue carries pointers only: it may lose a job (the sweeper brings it again) and may
 * hand one out twice (the run's epoch lets only one have an effect). It never retries by itself.
 */
export interface Queue {
  /** Hands a run to some worker. Returns at once and never throws; the same run at the same epoch is one job. */
  enqueue(runId: string, epoch: number): void;
  /** This process works from now on, on up to `concurrency` runs at a time. */
  process(handler: JobHandler, options: { concurrency: number }): void;
  /**
   * Takes nothing more; resolves when what is in hand has ended, or after `drainMs`, when that may still be ending. A
   * second call gives it up.
   */
  close(drainMs: number): Promise<void>;
}
