import type { Reaction } from './message.ts';

/** Most different emojis on one message. */
export const REACTIONS = 20;

/**
 * The reactions once somebody's is on or off; the same array where it is so already, `full` where there is no room for
 * another emoji. An emoji keeps its place while somebody has it.
 */
export function react(
  reactions: readonly Reaction[],
  { contactId, emoji, on }: { contactId: string; emoji: string; on: boolean },
): readonly Reaction[] | 'full' {
  const before = reactions.find((reaction) => reaction.emoji === emoji);
  if ((before?.contactIds.includes(contactId) ?? false) === on) return reactions;
  if (before === undefined) {
    return reactions.length >= REACTIONS ? 'full' : [...reactions, { emoji, contactIds: [contactId] }];
  }
  const contactIds = on ? [...before.contactIds, contactId] : before.contactIds.filter((id) => id !== contactId);
  return reactions.flatMap((reaction) => {
    if (reaction !== before) return [reaction];
    return contactIds.length === 0 ? [] : [{ emoji, contactIds }];
  });
}
