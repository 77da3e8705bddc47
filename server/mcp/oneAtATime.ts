/**
 * Does `work` when it is told to, once at a time and with a pause after each, whatever number of times it is told
 * meanwhile: what it is told last is always followed by it. `work` must not reject.
 */
export function oneAtATime(work: () => Promise<void>, pauseMs: number): () => void {
  let isBusy = false;
  let isWanted = false;
  async function run(): Promise<void> {
    await work();
    setTimeout(() => {
      isBusy = false;
      if (isWanted) tell();
    }, pauseMs).unref();
  }
  function tell(): void {
    isWanted = isBusy;
    if (isBusy) return;
    isBusy = true;
    void run();
  }
  return tell;
}
