import type { ChatSetting } from './chat.ts';
import type { Occasion } from './notice.ts';
import type { Preferences } from './preferences.ts';
import { isQuiet } from './quiet.ts';

/** Something that happened in a chat, and how one person stands to it. */
export type Circumstances = {
  occasion: Occasion;
  senderId: string;
  userId: string;
  /** Of the message; the chat's last one where nothing was written. */
  seq: number;
  /** How far they have read the chat. */
  read: number;
  setting: Pick<ChatSetting, 'member' | 'mutedUntil' | 'notify' | 'archived' | 'clearedSeq'>;
  preferences: Preferences;
  /** Their page said within the last minute that it is shown. */
  shown: boolean;
  now: number;
};

export type Silence =
  | 'own'
  | 'not-member'
  | 'blocked'
  | 'read'
  | 'shown'
  | 'muted'
  | 'none-wanted'
  | 'not-addressed'
  | 'no-agents'
  | 'quiet';

export type Decision =
  | { push: false; because: Silence }
  | { push: true /** Whether it may say what was written and by whom. */; said: boolean };

/** Whether somebody is told outside of the app, and how much of it. */
export function decide(on: Circumstances): Decision {
  const because = silenceOf(on);
  return because === undefined ? { push: true, said: on.preferences.pushText } : { push: false, because };
}

function silenceOf({ occasion, setting, preferences, ...on }: Circumstances): Silence | undefined {
  if (on.senderId === on.userId) return 'own';
  if (!setting.member) return 'not-member';
  if (preferences.blocked.includes(on.senderId)) return 'blocked';
  // That an agent asks is news of an answer one may have seen begin.
  const known = occasion === 'asks' ? setting.clearedSeq : Math.max(on.read, setting.clearedSeq);
  if (occasion !== 'added' && on.seq <= known) return 'read';
  if (on.shown) return 'shown';
  if (setting.mutedUntil !== null && setting.mutedUntil > on.now) return 'muted';
  if (setting.notify === 'none') return 'none-wanted';
  if ((setting.notify === 'mentions' || setting.archived) && !isAddressed(occasion)) return 'not-addressed';
  if (occasion === 'answer' && !preferences.pushAgents) return 'no-agents';
  if (isQuiet(preferences.quiet, on.now)) return 'quiet';
  return undefined;
}

/** What is meant for this person and not for everybody in the chat. */
function isAddressed(occasion: Occasion): boolean {
  return occasion !== 'message';
}

const weight: Record<Occasion, number> = { message: 0, added: 1, answer: 2, reply: 3, mention: 4, asks: 5 };

/** The one of several occasions that concerns a person most. */
export function strongest(occasions: readonly Occasion[]): Occasion {
  return occasions.reduce((most, other) => (weight[other] > weight[most] ? other : most), 'message');
}

/** What can not wait until the device wakes up anyway. */
export function isUrgent(occasion: Occasion, direct: boolean): boolean {
  return direct || !(occasion === 'message' || occasion === 'added');
}
