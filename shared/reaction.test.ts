import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reaction } from './message.ts';
import { REACTIONS, react } from './reaction.ts';

const ada = (emoji: string, on: boolean) => ({ contactId: 'ada', emoji, on });

describe('reactions', () => {
  it('come in the order of their emojis and of those who have them', () => {
    const first = react([], ada('🐝', true));
    const second = react(first as Reaction[], { contactId: 'ben', emoji: '👍', on: true });
    expect(react(second as Reaction[], { contactId: 'ben', emoji: '🐝', on: true })).toEqual([
      { emoji: '🐝', contactIds: ['ada', 'ben'] },
      { emoji: '👍', contactIds: ['ben'] },
    ]);
  });

  it('go with the last who has them', () => {
    const both: Reaction[] = [{ emoji: '🐝', contactIds: ['ada', 'ben'] }];
    const one = react(both, ada('🐝', false));
    expect(one).toEqual([{ emoji: '🐝', contactIds: ['ben'] }]);
    expect(react(one as Reaction[], { contactId: 'ben', emoji: '🐝', on: false })).toEqual([]);
  });

  it('stay as they are where nothing changes', () => {
    const there: Reaction[] = [{ emoji: '🐝', contactIds: ['ada'] }];
    expect(react(there, ada('🐝', true))).toBe(there);
    expect(react(there, ada('👍', false))).toBe(there);
  });

  it('have room for so many emojis, and for everybody in those', () => {
    const full: Reaction[] = Array.from({ length: REACTIONS }, (_, at) => ({ emoji: String(at), contactIds: ['ben'] }));
    expect(react(full, ada('🐝', true))).toBe('full');
    expect(react(full, ada('3', true))).not.toBe('full');
    expect(react(full, ada('🐝', false))).toBe(full);
  });

  it('are those that were last set, each person once, whatever comes', () => {
    const step = fc.record({
      contactId: fc.constantFrom('ada', 'ben', 'coder'),
      emoji: fc.constantFrom('🐝', '👍', '❤️'),
      on: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let reactions: readonly Reaction[] = [];
        const set = new Set<string>();
        for (const one of steps) {
          const after = react(reactions, one);
          if (after === 'full') throw new Error('there is room');
          reactions = after;
          if (one.on) set.add(`${one.emoji} ${one.contactId}`);
          else set.delete(`${one.emoji} ${one.contactId}`);
        }
        const have = reactions.flatMap(({ emoji, contactIds }) => contactIds.map((id) => `${emoji} ${id}`));
        expect(have.toSorted()).toEqual([...set].toSorted());
        expect(reactions.every(({ contactIds }) => contactIds.length > 0)).toBe(true);
      }),
    );
  });
});
