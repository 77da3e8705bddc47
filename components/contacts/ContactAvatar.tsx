import type { ContactView } from '../../client/select/contacts.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { AgentAvatar, Avatar, type AvatarSize } from '../ui/Avatar.tsx';

/** A contact's picture, with the dot of those who are online. */
export function ContactAvatar({ contact, size }: { contact: ContactView; size?: AvatarSize }) {
  const online = useWaggleState((state) => contact.kind === 'user' && contact.id in state.online);
  switch (contact.kind) {
    case 'agent':
      return <AgentAvatar agent={contact.agent} size={size} />;
    case 'user':
      return <Avatar name={contact.name} image={contact.user.image} size={size} online={online} />;
    case 'unknown':
      return <Avatar name={contact.name} size={size} />;
  }
}
