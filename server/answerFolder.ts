import { z } from 'zod';
import type { CatalogData } from '../agents/models/catalog/catalogData.ts';
import type { Thresholds } from '../agents/models/router/tiers.ts';
import { Email } from '../shared/http.ts';
import { ReplayAsked, replayTraffic } from './replay/replay.ts';
import { makeResetLink } from './resetLink.ts';
import type { Database } from './store/database.ts';
import type { FolderHandler } from './store/folderSocket.ts';

/** What the command line asks of a process that is running. */
export const RESET_LINK = 'reset-link';
export const REPLAY = 'replay';

const Asked = z.discriminatedUnion('command', [
  z.object({ command: z.literal(RESET_LINK), email: Email }),
  z.object({ command: z.literal(REPLAY), asked: ReplayAsked }),
]);

type Parts = {
  database: Pick<Database, 'prisma' | 'transaction' | 'pool'>;
  origin: string;
  catalog: CatalogData;
  thresholds: Thresholds | undefined;
  /** Writes what was traced and is not in the database yet. */
  flush(): Promise<void>;
};

/** Answers what other processes of this account ask over the data folder. */
export function answerFolder(parts: Parts): FolderHandler {
  return async (asked) => {
    const request = Asked.safeParse(asked);
    if (!request.success) throw new Error('There is no such command.');
    switch (request.data.command) {
      case RESET_LINK:
        return { url: await makeResetLink(request.data.email, parts) };
      case REPLAY:
        await parts.flush();
        return replayTraffic(request.data.asked, parts);
    }
  };
}
