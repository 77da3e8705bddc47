import type { ContactView } from '../../client/select/contacts.ts';
import { AgentAvatar, Avatar, type AvatarSize } from '../ui/Avatar.tsx';

/** The picture of a person or an agent. */
export function ContactAvatar({ contact, size, online }: { contact: ContactView; size: AvatarSize; online?: boolean }) {
  if (contact.kind === 'agent') return <AgentAvatar agent={contact.agent} size={size} />;
  const image = contact.kind === 'user' ? contact.user.image : null;
  return <Avatar name={contact.name} image={image} size={size} online={online ?? false} />;
}
