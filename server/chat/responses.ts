import type { CommandInput } from '../../shared/command.ts';
import type { MessageExtras } from '../../shared/message.ts';
import { mayCancelAppointment, mayClosePoll } from '../../shared/messageRights.ts';
import { react } from '../../shared/reaction.ts';
import { answerAppointment, vote } from '../../shared/vote.ts';
import { Refusal } from '../refusal.ts';
import { extrasOf, setExtras } from '../store/messageChanges.ts';
import { type ChangeMessage, type MessageWriting, requireAllowed, requireThere, type Version } from './subject.ts';

/** What members do to messages that are there: each sets something, and sets it once. */
export type Responses = {
  react(userId: string, input: CommandInput<'message:react'>): Promise<Version>;
  vote(userId: string, input: CommandInput<'message:vote'>): Promise<Version>;
  closePoll(userId: string, input: CommandInput<'poll:close'>): Promise<Version>;
  answer(userId: string, input: CommandInput<'appointment:answer'>): Promise<Version>;
  cancel(userId: string, input: CommandInput<'appointment:cancel'>): Promise<Version>;
};

export function createResponses(changeMessage: ChangeMessage): Responses {
  /** `decide` returns what is different, or null. */
  function respond(
    userId: string,
    target: { chatId: string; messageId: string },
    decide: (writing: MessageWriting) => MessageExtras | null,
  ): Promise<Version> {
    return changeMessage(userId, target, async (writing) => {
      const { message } = writing;
      requireThere(message);
      const changed = decide(writing);
      if (changed === null) return null;
      return { messages: [await setExtras(writing, message.id, { ...extrasOf(message), ...changed })] };
    });
  }

  return {
    react: (userId, { emoji, on, ...target }) =>
      respond(userId, target, ({ message }) => {
        const before = message.reactions ?? [];
        const after = react(before, { contactId: userId, emoji, on });
        if (after === 'full') {
          throw new Refusal('conflict', 'There is no room for another emoji.', { reason: 'reactions-full' });
        }
        return after === before ? null : { reactions: [...after] };
      }),

    vote: (userId, { choices, ...target }) =>
      respond(userId, target, ({ message }) => {
        const poll = pollOf(message);
        if (poll.closedAt !== null) {
          throw new Refusal('conflict', 'This poll is closed.', { reason: 'poll-closed' });
        }
        const after = vote(poll, userId, choices);
        if (after === null) {
          throw new Refusal('bad-input', 'This poll has no such choice, or takes only one.', { reason: 'choices' });
        }
        return after === poll ? null : { poll: after };
      }),

    closePoll: (userId, target) =>
      respond(userId, target, ({ message, actor, subject }) => {
        const poll = pollOf(message);
        if (poll.closedAt !== null) return null;
        requireAllowed(mayClosePoll(actor, subject));
        return { poll: { ...poll, closedAt: Date.now() } };
      }),

    answer: (userId, { answer, ...target }) =>
      respond(userId, target, ({ message }) => {
        const appointment = appointmentOf(message);
        if (appointment.cancelled) {
          throw new Refusal('conflict', 'This was cancelled.', { reason: 'appointment-cancelled' });
        }
        const after = answerAppointment(appointment, userId, answer);
        return after === appointment ? null : { appointment: after };
      }),

    cancel: (userId, target) =>
      respond(userId, target, ({ message, actor, subject }) => {
        const appointment = appointmentOf(message);
        if (appointment.cancelled) return null;
        requireAllowed(mayCancelAppointment(actor, subject));
        return { appointment: { ...appointment, cancelled: true } };
      }),
  };
}

function pollOf({ poll }: MessageExtras): NonNullable<MessageExtras['poll']> {
  if (poll === undefined) throw new Refusal('not-found', 'This message is no poll.', { reason: 'poll' });
  return poll;
}

function appointmentOf({ appointment }: MessageExtras): NonNullable<MessageExtras['appointment']> {
  if (appointment === undefined) {
    throw new Refusal('not-found', 'This message sets no date.', { reason: 'appointment' });
  }
  return appointment;
}
