import type { Poll } from '../../shared/poll.ts';

/** The whole vote of a person once they tap this choice: taken back if it was theirs, alone if only one is asked for. */
export function changedVote(poll: Poll, contactId: string, place: number): number[] {
  const before = poll.choices.flatMap(({ voters }, at) => (voters.includes(contactId) ? [at] : []));
  if (before.includes(place)) return before.filter((at) => at !== place);
  return poll.several ? [...before, place].sort((a, b) => a - b) : [place];
}
