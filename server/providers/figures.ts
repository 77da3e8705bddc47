import type { Logger } from 'pino';
import type { SetFigures } from '../../agents/models/catalog/setFigures.ts';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../store/database.ts';
import { forgetModelFigures, type KeptFigures, readModelFigures, writeModelFigures } from '../store/modelFigures.ts';

const CHANGED = 'figures:changed';

/** What admins say of models in place of the catalog, held in the memory of every process. */
export interface Figures {
  /** By the names of models; another map once something was changed. */
  all(): ReadonlyMap<string, KeptFigures>;
  set(figures: SetFigures, userId: string): Promise<void>;
  reset(model: string): Promise<void>;
  close(): void;
}

type Parts = { database: Pick<Database, 'pool'>; bus: Bus; logger: Pick<Logger, 'error'> };

export async function openFigures({ database: { pool }, bus, logger }: Parts): Promise<Figures> {
  let all: ReadonlyMap<string, KeptFigures> = new Map();
  let asked = 0;

  /** Of several at once the one that was begun last counts. */
  async function load(): Promise<void> {
    asked += 1;
    const own = asked;
    const rows = await readModelFigures(pool);
    if (own === asked) all = new Map(rows.map((row) => [row.model, row]));
  }
  const reload = () => {
    load().catch((error: unknown) => logger.error({ err: error }, 'the prices that were set could not be read'));
  };
  async function changed(): Promise<void> {
    await load();
    bus.publish(CHANGED, {});
  }

  await load();
  const stops = [bus.subscribe(CHANGED, reload), bus.onResumed(reload)];
  return {
    all: () => all,
    async set(figures, userId) {
      await writeModelFigures(pool, { ...figures, setBy: userId, setAt: new Date() });
      await changed();
    },
    async reset(model) {
      await forgetModelFigures(pool, model);
      await changed();
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}
