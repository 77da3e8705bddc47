/**
 * What an answer may tell of somebody's calendar: `titles` and places, only when they are `busy`, or `nothing`. `ask`
 * stands for titles if the person says so now, and for busy otherwise.
 */
export type Sight = 'titles' | 'ask' | 'busy' | 'nothing';

export type Looked = {
  /** It is the calendar of the person who asks the agent. */
  isAskers: boolean;
  /** Nobody but that person reads the chat. */
  isPrivate: boolean;
  /** Whose it is lets agents of others see when they are busy. */
  sharesBusy: boolean;
  wants: 'events' | 'free';
};

export function sightOf({ isAskers, isPrivate, sharesBusy, wants }: Looked): Sight {
  if (!isAskers) return sharesBusy ? 'busy' : 'nothing';
  if (wants === 'free') return 'busy';
  return isPrivate ? 'titles' : 'ask';
}
