import type { Drafts } from '../chat/drafts.ts';
import type { Handlers } from './edge.ts';

export function draftHandlers(drafts: Drafts): Pick<Handlers, 'draft:set'> {
  return { 'draft:set': (input, { userId }) => drafts(userId, input) };
}
