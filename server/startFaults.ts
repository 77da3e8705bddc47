import { RedisUnavailable } from './bus/redisUnavailable.ts';
import { EnvError } from './env.ts';
import { PortUnavailable } from './listen.ts';
import { SecretDiffers } from './openStore.ts';
import { DataFolderInUse } from './store/dataFolder.ts';
import { MigrationFault } from './store/migrationPlan.ts';
import { StoreUnavailable } from './store/storeUnavailable.ts';

const EXPLAINED = [
  EnvError,
  DataFolderInUse,
  StoreUnavailable,
  MigrationFault,
  SecretDiffers,
  RedisUnavailable,
  PortUnavailable,
];

/** The sentence for whoever starts a program of ours and it does not; undefined where the fault is not theirs to mend. */
export function startFault(error: unknown): string | undefined {
  return error instanceof Error && EXPLAINED.some((kind) => error instanceof kind) ? error.message : undefined;
}
