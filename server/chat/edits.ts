import type { CommandInput } from '../../shared/command.ts';
import { EVERYONE, mentionsOf } from '../../shared/mention.ts';
import type { Message } from '../../shared/message.ts';
import { mayEdit, mayMentionAll, mayWrite } from '../../shared/messageRights.ts';
import { Refusal } from '../refusal.ts';
import type { AgentContacts } from '../roster/contacts.ts';
import { chatOf } from '../store/chats.ts';
import { extrasOf, isUnwanted, readNames, rewrite } from '../store/messageChanges.ts';
import { blocked } from './chats.ts';
import { mentionables } from './mentionables.ts';
import { notMentioningAll, notWriting } from './send.ts';
import { type ChangeMessage, type MessageWriting, requireAllowed, requireThere, type Version } from './subject.ts';

type Parts = {
  changeMessage: ChangeMessage;
  agents: Pick<AgentContacts, 'usableBy'>;
  /** Called after the commit. */
  edited(message: Message): void;
};

export type Edit = (userId: string, input: CommandInput<'message:edit'>) => Promise<Version>;

/**
 * Makes the way in which people change what they wrote. Whom it mentions is found anew, but nobody is asked anew; what
 * was said before is kept.
 */
export function createEdit({ changeMessage, agents, edited }: Parts): Edit {
  return async (userId, { text, ...target }) => {
    let written: Message | undefined;
    const version = await changeMessage(userId, target, async (writing) => {
      written = undefined;
      const { message } = writing;
      check(writing, text);
      if (text === message.text) return null;
      if (await isUnwanted(writing, userId)) throw blocked();
      const { mentioned, everyone } = mentionsOf(text, mentionables(await readNames(writing), agents.usableBy(userId)));
      const isNews = everyone && !message.mentions.includes(EVERYONE);
      if (isNews && !mayMentionAll(writing.role, chatOf(writing.chat))) throw notMentioningAll();
      const mentions = everyone ? [...mentioned, EVERYONE] : mentioned;
      written = await rewrite(writing, message, { text, mentions, extras: extrasWith(message, text) });
      return { messages: [written] };
    });
    if (written !== undefined) edited(written);
    return version;
  };
}

function check({ message, actor, subject, chat, role }: MessageWriting, text: string): void {
  requireThere(message);
  if (message.poll !== undefined || message.appointment !== undefined) {
    throw new Refusal('conflict', 'What others answer to stays as it is.', { reason: 'message-fixed' });
  }
  requireAllowed(mayEdit(actor, subject));
  if (!mayWrite(role, chatOf(chat))) throw notWriting();
  if (!/\S/.test(text) && message.attachments === undefined) {
    throw new Refusal('bad-input', 'There would be nothing left of it.', { reason: 'text' });
  }
}

/** The preview of a page goes with its link. */
function extrasWith(message: Message, text: string) {
  const extras = extrasOf(message);
  return extras.preview !== undefined && !text.includes(extras.preview.url)
    ? { ...extras, preview: undefined }
    : extras;
}
