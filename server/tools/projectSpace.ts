import type { ProjectSpace } from '../../agents/tools/space/projectSpace.ts';
import type { InNameOf } from '../chat/inNameOf.ts';
import type { Spaces } from '../space/spaces.ts';

/** So many versions are told of at once. */
const TOLD = 40;

/** The files of a project for one agent; what it changes is its own, on behalf of the person it works for. */
export function projectSpaceOf(spaces: Spaces, { chatId, ...who }: InNameOf & { chatId: string }): ProjectSpace {
  const by = { kind: 'agent' as const, ...who };
  return {
    list: () => spaces.list(chatId),
    read: (path, version) => spaces.read(chatId, { path, version }),
    change: (make, message) => spaces.change(chatId, { by, message, make }),
    async history(path) {
      const { versions, next } = await spaces.history(chatId, { path, most: TOLD });
      return {
        versions: versions.map(({ id, author, committer, message, at }) => ({
          ...{ version: id, by: author.name, message, at },
          onBehalfOf: committer.contactId === author.contactId ? null : committer.name,
        })),
        more: next !== null,
      };
    },
  };
}
