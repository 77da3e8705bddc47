import { ArrowLeft, PanelRight, Search } from 'lucide-react';
import { lazy, Suspense, useId } from 'react';
import { useFormatter } from 'use-intl';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import { useAgentWords } from '../contacts/useAgentWords.ts';
import { useT } from '../i18n/useT.ts';
import { useDoes } from '../runs/useDoes.ts';
import { findInChat } from '../search/finding.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { GroupAvatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useContactName } from './useContactName.ts';

const LocalMark = lazy(() => import('../contacts/LocalMark.tsx').then((module) => ({ default: module.LocalMark })));

export type ChatHeadProps = { chatId: string; onBack?: (() => void) | undefined; onInfo?: (() => void) | undefined };

/** The head of a thread: picture, name and one living line. */
export function ChatHead({ chatId, onBack, onInfo }: ChatHeadProps) {
  const t = useT('chat');
  const tUi = useT('ui');
  const tSearch = useT('search');
  const row = useWaggleState((state) => selectChatRow(state, chatId));
  const isLocal = useWaggleState((state) => state.chats[chatId]?.chat.localOnly === true);
  const markId = useId();
  const contactName = useContactName();
  if (!row) return null;
  const title = row.kind === 'direct' && row.contact ? contactName(row.contact) : row.title;
  return (
    <header className="z-10 border-b border-line bg-panel">
      <div className="flex h-16 items-center gap-1 px-2 md:px-3">
        {onBack && <IconButton icon={ArrowLeft} label={tUi('back')} onClick={onBack} className="lg:hidden" />}
        <button
          type="button"
          onClick={onInfo}
          disabled={!onInfo}
          aria-label={onInfo ? t('openInfo', { name: title }) : title}
          aria-describedby={isLocal ? markId : undefined}
          className="flex min-w-0 flex-1 items-center gap-3 rounded-lg px-1 py-1 text-left enabled:hover:bg-hover"
        >
          {row.kind === 'direct' && row.contact ? (
            <ContactAvatar contact={row.contact} size="normal" />
          ) : (
            <GroupAvatar kind={row.kind === 'project' ? 'project' : 'group'} />
          )}
          <span className="min-w-0">
            <span className="flex items-center gap-1.5">
              <span className="truncate font-semibold">{title}</span>
              {isLocal && (
                <Suspense>
                  <LocalMark id={markId} />
                </Suspense>
              )}
            </span>
            <LivingLine chatId={chatId} />
          </span>
        </button>
        <IconButton
          icon={Search}
          label={tSearch('openInChat')}
          onClick={() => {
            findInChat(chatId);
          }}
        />
        {onInfo && <IconButton icon={PanelRight} label={t('info')} onClick={onInfo} />}
      </div>
    </header>
  );
}

const nobody: readonly string[] = [];

function LivingLine({ chatId }: { chatId: string }) {
  const t = useT('chat');
  const tUi = useT('ui');
  const format = useFormatter();
  const agentWords = useAgentWords();
  const contactName = useContactName();
  const row = useWaggleState((state) => selectChatRow(state, chatId));
  const does = useDoes({ chatId, working: row?.working ?? nobody });
  const chat = useWaggleState((state) => state.chats[chatId]);
  const contacts = useWaggleState(selectContacts);
  const online = useWaggleState((state) => row?.contact != null && state.online[row.contact.id] === true);
  if (!row || !chat) return null;
  const named = (ids: readonly string[]) => ids.map((id) => contactName(contactIn(contacts, id)));
  const line = (() => {
    if (row.working.length > 0) {
      return does ?? t('answering', { names: format.list(named(row.working)), count: row.working.length });
    }
    const [typist] = row.typing;
    if (typist !== undefined) {
      return row.typing.length === 1
        ? t('typingOne', { name: named([typist])[0] ?? '' })
        : t('typingMany', { count: row.typing.length });
    }
    if (row.kind !== 'direct') {
      const members = activeMembers(chat);
      const agents = members.filter((member) => member.kind === 'agent').length;
      return t('members', { people: members.length - agents, agents });
    }
    if (row.contact?.kind === 'agent') return agentWords(row.contact.agent).about;
    return online ? tUi('online') : t('offline');
  })();
  return <span className="block truncate text-sm text-muted">{line}</span>;
}
