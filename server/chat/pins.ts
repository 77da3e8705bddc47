import { type Pin as Pinned, PINS } from '../../shared/chat.ts';
import type { CommandInput } from '../../shared/command.ts';
import { Refusal } from '../refusal.ts';
import { chatOf } from '../store/chats.ts';
import { type ChangeMessage, requireThere, type Version } from './subject.ts';

export type Pin = (userId: string, input: CommandInput<'message:pin'>) => Promise<Version>;

/** Makes the way in which members pin messages for everybody, the newest pin first. */
export function createPin(changeMessage: ChangeMessage): Pin {
  return (userId, { on, ...target }) =>
    changeMessage(userId, target, ({ chat, message }) => {
      const { pins } = chatOf(chat);
      const others = pins.filter((pin) => pin.messageId !== message.id);
      if (others.length < pins.length === on) return Promise.resolve(null);
      if (!on) return Promise.resolve({ chat: { pins: others } });
      requireThere(message);
      if (others.length >= PINS) {
        throw new Refusal('conflict', 'There is no room for another pin.', { reason: 'pins-full' });
      }
      const pin: Pinned = { messageId: message.id, seq: message.seq, by: userId, at: Date.now() };
      return Promise.resolve({ chat: { pins: [pin, ...others] } });
    });
}
