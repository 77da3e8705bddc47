import type { CommandInput } from '../../shared/command.ts';
import type { Message } from '../../shared/message.ts';
import { mayDelete } from '../../shared/messageRights.ts';
import { stopRunsOf } from '../store/answerChanges.ts';
import { chatOf } from '../store/chats.ts';
import { bury, type Stopping } from '../store/messageChanges.ts';
import { type ChangeMessage, requireAllowed, type Version } from './subject.ts';

/** What was asked to stop: whole runs, and steps of others. */
export type StopAsked = { runIds: readonly string[]; steps: Stopping };

type Parts = {
  changeMessage: ChangeMessage;
  /** Stops what was asked to, wherever it is worked on. */
  stop(asked: StopAsked): Promise<void>;
  /** Called after the commit with the files that the message had. */
  released(fileIds: readonly string[]): void;
};

export type Delete = (userId: string, input: CommandInput<'message:delete'>) => Promise<Version>;

/**
 * Makes the way in which messages are deleted for everyone: a tombstone stays in their place, and they are pinned no
 * longer. An answer that is being written is stopped; with a request goes what answers it at this moment.
 */
export function createDelete({ changeMessage, stop, released }: Parts): Delete {
  return async (userId, target) => {
    let asked: StopAsked = { runIds: [], steps: [] };
    let fileIds: string[] = [];
    const version = await changeMessage(userId, target, async (writing) => {
      const { actor, subject, chat } = writing;
      asked = { runIds: [], steps: [] };
      if (writing.message.deletedAt !== null) return null;
      requireAllowed(mayDelete(actor, subject));
      fileIds = filesOf(writing.message);
      const { message, steps } = await bury(writing, writing.message);
      const runIds = message.senderKind === 'user' ? await stopRunsOf(writing, message.id) : [];
      asked = { runIds, steps };
      const { pins } = chatOf(chat);
      const others = pins.filter((pin) => pin.messageId !== message.id);
      return { messages: [message], ...(others.length < pins.length && { chat: { pins: others } }) };
    });
    if (fileIds.length > 0) released(fileIds);
    if (asked.runIds.length + asked.steps.length > 0) await stop(asked);
    return version;
  };
}

function filesOf({ attachments = [], preview }: Message): string[] {
  const pictures = preview?.imageId == null ? [] : [preview.imageId];
  return [...attachments.map((attachment) => attachment.fileId), ...pictures];
}
