// Takes the data folder named on the command line, tells its parent how that went, and keeps it.
import { takeDataFolder } from '../dataFolder.ts';

const outcome = await takeDataFolder(process.argv[2] ?? '').then(
  () => 'taken',
  (error: unknown) => (error instanceof Error ? error.name : String(error)),
);
process.send?.(outcome);
setInterval(() => undefined, 60_000);
