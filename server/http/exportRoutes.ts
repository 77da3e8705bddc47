import * as z from 'zod/mini';
import { ExportQuery } from '../../shared/chatFiles.ts';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Exports } from '../export/exports.ts';
import { download } from './download.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id });

/** A chat as a file, for its members. */
export function exportRoutes({ sessions, exports }: { sessions: Sessions; exports: Exports }): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/chats/:id/export',
      async answer({ params, query, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { id: chatId } = parseInput(Params, params);
        return download(await exports({ chatId, userId, query: parseInput(ExportQuery, query) }));
      },
    },
  ];
}
