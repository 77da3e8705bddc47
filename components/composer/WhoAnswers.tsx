import { useFormatter } from 'use-intl';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { previewRoute } from '../../client/select/route.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** Says before sending who will answer, and why; nothing while there is no text. */
export function WhoAnswers({ chatId, text, replyTo }: { chatId: string; text: string; replyTo: string | null }) {
  const t = useT('composer');
  const format = useFormatter();
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const route = useWaggleState((state) => previewRoute(state, chatId, { text, replyTo }));
  const hasAgents = useWaggleState((state) =>
    Object.values(state.chats[chatId]?.members ?? {}).some(
      (member) => member.kind === 'agent' && member.leftAt === null,
    ),
  );
  if (text.trim() === '' || !hasAgents) return null;
  if (route.kind === 'agents' && route.reason === 'direct') return null;
  const answering = route.kind === 'agents' ? route.agentIds.map((id) => contactIn(contacts, id)) : [];
  const shown = answering.slice(0, 4);
  return (
    <div aria-live="polite" className="flex min-h-6 items-center gap-2 px-1 pb-1 text-xs text-muted">
      {shown.length > 0 && (
        <span className="flex -space-x-1">
          {shown.map((contact) => (
            <ContactAvatar key={contact.id} contact={contact} size="tiny" />
          ))}
        </span>
      )}
      <span className="min-w-0 truncate">
        {route.kind === 'nobody' && t('nobodyAnswers')}
        {route.kind === 'queen' && t('queenDecides')}
        {route.kind === 'agents' && (
          <>
            <span className="font-medium text-ink">
              {t('willAnswer', { names: format.list(answering.map(contactName)), count: answering.length })}
            </span>
            {` · ${t(`because.${route.reason}`)}`}
          </>
        )}
      </span>
    </div>
  );
}
