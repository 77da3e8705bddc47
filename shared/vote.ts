import type { Appointment, Coming } from './appointment.ts';
import type { NewPoll, Poll } from './poll.ts';

/** A poll nobody has voted in yet. */
export function newPoll({ choices, several }: NewPoll): Poll {
  return { choices: choices.map((text) => ({ text, voters: [] })), several, closedAt: null };
}

/**
 * A poll with somebody's whole vote in place of the one before; none takes it back. The same poll where nothing changes,
 * null where the vote cannot be: closed, a choice that is not there, or several where one is asked for.
 */
export function vote(poll: Poll, contactId: string, choices: readonly number[]): Poll | null {
  const chosen = new Set(choices);
  if (poll.closedAt !== null || (!poll.several && chosen.size > 1)) return null;
  if ([...chosen].some((place) => poll.choices[place] === undefined)) return null;
  const voted = poll.choices.map((choice, place) => {
    const has = choice.voters.includes(contactId);
    if (has === chosen.has(place)) return choice;
    const voters = has ? choice.voters.filter((id) => id !== contactId) : [...choice.voters, contactId];
    return { ...choice, voters };
  });
  return voted.every((choice, place) => choice === poll.choices[place]) ? poll : { ...poll, choices: voted };
}

/** An appointment with somebody's answer in place of the one before; the same where they had said so already. */
export function answerAppointment(appointment: Appointment, contactId: string, answer: Coming): Appointment {
  const before = appointment.coming.find((entry) => entry.contactId === contactId);
  if (before?.answer === answer) return appointment;
  const others = appointment.coming.filter((entry) => entry !== before);
  return { ...appointment, coming: [...others, { contactId, answer }] };
}
