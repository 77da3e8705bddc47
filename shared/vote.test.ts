import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Appointment, Coming } from './appointment.ts';
import type { Poll } from './poll.ts';
import { answerAppointment, vote } from './vote.ts';

function poll(several: boolean, closedAt: number | null = null): Poll {
  return { choices: ['Honey', 'Wax', 'Pollen'].map((text) => ({ text, voters: [] })), several, closedAt };
}

function placesOf({ choices }: Poll, contactId: string): number[] {
  return choices.flatMap(({ voters }, place) => (voters.includes(contactId) ? [place] : []));
}

function voted(before: Poll, contactId: string, choices: readonly number[]): Poll {
  const after = vote(before, contactId, choices);
  if (after === null) throw new Error('the vote was refused');
  return after;
}

describe('a vote', () => {
  it('stands in place of the one before and leaves the others', () => {
    let state = voted(poll(false), 'ada', [0]);
    state = voted(state, 'ben', [0]);
    state = voted(state, 'ada', [2]);
    expect([placesOf(state, 'ada'), placesOf(state, 'ben')]).toEqual([[2], [0]]);
    expect(placesOf(voted(state, 'ada', []), 'ada')).toEqual([]);
  });

  it('is for several where several are asked for', () => {
    expect(placesOf(voted(poll(true), 'ada', [2, 0, 2]), 'ada')).toEqual([0, 2]);
    expect(vote(poll(false), 'ada', [0, 1])).toBeNull();
    expect(placesOf(voted(poll(false), 'ada', [1, 1]), 'ada')).toEqual([1]);
  });

  it('is for what there is, while the poll is open', () => {
    for (const place of [3, -1, 0.5]) expect(vote(poll(true), 'ada', [place])).toBeNull();
    expect(vote(poll(true, 1), 'ada', [0])).toBeNull();
    expect(vote(poll(true, 1), 'ada', [])).toBeNull();
  });

  it('changes nothing when it is given again', () => {
    const state = voted(poll(true), 'ada', [1]);
    expect(vote(state, 'ada', [1])).toBe(state);
    expect(vote(state, 'ben', [])).toBe(state);
  });

  it('counts for each the last one, whatever the order among them', () => {
    const ballot = fc.record({ who: fc.constantFrom('ada', 'ben', 'coder'), places: fc.subarray([0, 1, 2]) });
    fc.assert(
      fc.property(fc.array(ballot), (ballots) => {
        let state = poll(true);
        const last = new Map<string, number[]>();
        for (const { who, places } of ballots) {
          state = voted(state, who, places);
          last.set(who, places);
        }
        for (const [who, places] of last) expect(placesOf(state, who)).toEqual(places);
      }),
    );
  });
});

describe('an answer to an appointment', () => {
  const appointment: Appointment = {
    ...{ startsAt: 1, endsAt: null, allDay: false, place: '', description: '', cancelled: false },
    coming: [{ contactId: 'ben', answer: 'no' }],
  };

  it.each<Coming>(['yes', 'maybe', 'no'])('is kept: %s', (answer) => {
    const after = answerAppointment(appointment, 'ada', answer);
    expect(after.coming).toEqual([
      { contactId: 'ben', answer: 'no' },
      { contactId: 'ada', answer },
    ]);
    expect(answerAppointment(after, 'ada', answer)).toBe(after);
  });

  it('stands in place of the one before', () => {
    expect(answerAppointment(appointment, 'ben', 'yes').coming).toEqual([{ contactId: 'ben', answer: 'yes' }]);
  });
});
