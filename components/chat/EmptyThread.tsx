import { selectAgentActivities } from '../../client/select/agents.ts';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { useAgentWords } from '../contacts/useAgentWords.ts';
import { useT } from '../i18n/useT.ts';
import { preloadMarkdown } from '../markdown/Markdown.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { GroupAvatar } from '../ui/Avatar.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useAhead } from '../ui/later.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useContactName } from './useContactName.ts';

/** Without it the first message would be held back while it comes. */
const markdown = { fetch: preloadMarkdown };

/** A chat without messages: three beginnings that really run. */
export function EmptyThread({ chatId }: { chatId: string }) {
  const t = useT('chat');
  const waggle = useWaggle();
  const row = useWaggleState((state) => selectChatRow(state, chatId));
  const contacts = useWaggleState(selectContacts);
  const agents = useWaggleState((state) => selectAgentActivities(state, chatId));
  const contactName = useContactName();
  const agentWords = useAgentWords();
  useAhead(markdown);
  if (!row) return null;
  const direct = row.kind === 'direct' && row.contact ? row.contact : null;
  const starters = agents
    .flatMap(({ agentId }) => {
      const contact = contactIn(contacts, agentId);
      if (contact.kind !== 'agent') return [];
      const { starters: all } = agentWords(contact.agent);
      const own = direct ? all : all.slice(0, 1);
      return own.map((starter) => (direct ? starter : `@${contact.agent.handle} ${starter}`));
    })
    .slice(0, 3);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where a keyboard leaves little room it must scroll by keyboard
    <div tabIndex={0} className="flex min-h-0 flex-1 flex-col justify-center-safe overflow-y-auto -outline-offset-2">
      <EmptyState
        picture={
          direct ? (
            <ContactAvatar contact={direct} size="huge" />
          ) : (
            <GroupAvatar kind={row.kind === 'project' ? 'project' : 'group'} size="huge" />
          )
        }
        title={direct ? t('empty.agentTitle', { name: contactName(direct) }) : t('empty.groupTitle')}
        text={direct?.kind === 'agent' ? agentWords(direct.agent).about : direct ? undefined : t('empty.groupText')}
      >
        {starters.length > 0 && (
          <ul aria-label={t('empty.starters')} className="flex w-full flex-col gap-2">
            {starters.map((starter) => (
              <li key={starter}>
                <button
                  type="button"
                  onClick={() => {
                    waggle.send(chatId, { text: starter });
                  }}
                  className="min-h-11 w-full rounded-xl border border-line bg-panel px-4 py-2 text-left shadow-bubble transition hover:bg-hover"
                >
                  {starter}
                </button>
              </li>
            ))}
          </ul>
        )}
      </EmptyState>
    </div>
  );
}
