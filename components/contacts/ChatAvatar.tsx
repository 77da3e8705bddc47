import type { ContactView } from '../../client/select/contacts.ts';
import type { ChatKind } from '../../shared/chat.ts';
import { type AvatarSize, GroupAvatar } from '../ui/Avatar.tsx';
import { ContactAvatar } from './ContactAvatar.tsx';

/** A chat's picture: the other contact's in direct chats. */
export function ChatAvatar({
  kind,
  contact,
  size,
}: {
  kind: ChatKind;
  contact: ContactView | null;
  size?: AvatarSize;
}) {
  if (contact) return <ContactAvatar contact={contact} size={size} />;
  return <GroupAvatar kind={kind === 'project' ? 'project' : 'group'} size={size} />;
}
