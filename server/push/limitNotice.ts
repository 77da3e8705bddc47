import type { BudgetState } from '../../shared/budget.ts';
import type { LimitNotice } from '../../shared/notice.ts';
import type { Preferences } from '../../shared/preferences.ts';
import type { PushLocale } from '../../shared/push.ts';
import { isQuiet } from '../../shared/quiet.ts';

type Person = { preferences: Preferences; shown: boolean; now: number };

/** Whether somebody who may raise a limit is told outside of the app that most of it is spent; who looks sees it there. */
export function wantsLimitNotice({ preferences, shown, now }: Person): boolean {
  return !shown && !isQuiet(preferences.quiet, now);
}

/** What they are told: without the sums where notifications are to keep to themselves what they know. */
export function limitNotice(
  { scope, window, spentMicros, limitMicros }: BudgetState,
  { locale, said }: { locale: PushLocale; said: boolean },
): LimitNotice {
  const sums = { spentMicros, limitMicros };
  return { kind: 'limit', locale, of: scope.kind, window, ...(said && { sums }) };
}
