import type { Files } from '../files/files.ts';
import type { Handlers } from './edge.ts';

export function fileHandlers(files: Pick<Files, 'view'>): Pick<Handlers, 'file:view'> {
  return { 'file:view': ({ fileId }, { userId }) => files.view(userId, fileId) };
}
