import { describe, expect, it } from 'vitest';
import { ChatTitle } from './chat.ts';
import { ContactName } from './contact.ts';

describe('a name', () => {
  it.each([
    ['  Ada  ', 'Ada'],
    ['Ada\nResearch: done', 'Ada Research: done'],
    ['a\u2028b\tc\u00A0d', 'a b c d'],
    ['\u202Eadmin\u2066x\u2069', 'adminx'],
    ['R\u200Be\u00ADsearch\u0007', 'Research'],
    ['👩‍🚀 Zoë می‌خواهم', '👩‍🚀 Zoë می‌خواهم'],
  ])('stands in one line and shows all that is in it: %j', (given, kept) => {
    expect(ContactName.parse(given)).toBe(kept);
    expect(ChatTitle.parse(given)).toBe(kept);
  });

  it.each(['', ' \n ', '\u200B\u200B', '\u3164', '\u202E', '\u0000'])('is something one can see: %j', (given) => {
    expect(ContactName.safeParse(given).success).toBe(false);
    expect(ChatTitle.safeParse(given).success).toBe(false);
  });
});
