import type { ToolCard } from '../../../shared/toolCard.ts';

/** A card that is done, or as the changes say. */
export function cardRow(changes: Partial<ToolCard> = {}): ToolCard {
  return {
    key: 'a',
    tool: 'search_web',
    state: 'done',
    input: '{"query":"heat pumps"}',
    result: 'Nothing.',
    failure: null,
    startedAt: 1000,
    endedAt: 1800,
    ...changes,
  };
}
