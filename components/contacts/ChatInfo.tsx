'use client';
import { ChevronDown, Download, LogOut, Trash2, X } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { type ChatRow, selectChatRow } from '../../client/select/chatRows.ts';
import { type ContactView, selectMe } from '../../client/select/contacts.ts';
import { selectChat } from '../../client/select/overlay.ts';
import type { ChatState } from '../../shared/chatState.ts';
import { mayWrite } from '../../shared/messageRights.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { StarredInChat } from '../messages/StarredMessages.tsx';
import { Lazy } from '../shell/Lazy.tsx';
import { goUp } from '../shell/navigation.ts';
import { ScreenLink } from '../shell/ScreenLink.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useScrollAnchor } from '../ui/useScrollAnchor.ts';
import { AnswersChoice } from './AnswersChoice.tsx';
import { BlockButton } from './BlockButton.tsx';
import { ChatAvatar } from './ChatAvatar.tsx';
import { ChatNotifications } from './ChatNotifications.tsx';
import { ChatTexts } from './ChatTexts.tsx';
import { EndChat } from './EndChat.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { GroupRules, PreviewSwitch } from './GroupRules.tsx';
import { Invites } from './Invites.tsx';
import { LocalSwitch } from './LocalSwitch.tsx';
import { manages } from './memberActions.ts';
import { Members } from './Members.tsx';
import { SharedFiles } from './SharedFiles.tsx';
import { useAgentWords } from './useAgentWords.ts';

const Policies = lazy(() => import('../policies/Policies.tsx').then((module) => ({ default: module.Policies })));
const ChatMemory = lazy(() => import('../memory/ChatMemory.tsx').then((module) => ({ default: module.ChatMemory })));
const ProjectFiles = lazy(() =>
  import('../space/ProjectFiles.tsx').then((module) => ({ default: module.ProjectFiles })),
);
const ChatLimits = lazy(() => import('../spending/ChatLimits.tsx').then((module) => ({ default: module.ChatLimits })));

/** What is known of a chat, beside it: whom it is with, or its goal, team, rules and invites. */
export function ChatInfo({ chatId }: { chatId: string }) {
  const t = useT('contacts');
  const words = useT('ui');
  const row = useWaggleState((state) => selectChatRow(state, chatId));
  const chat = useWaggleState((state) => selectChat(state, chatId));
  const scroller = useRef<HTMLDivElement>(null);
  useScrollAnchor(scroller);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-16 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">{t('info')}</h2>
        <IconButton icon={X} label={words('close')} onClick={goUp} />
      </div>
      <div ref={scroller} className="safe-bottom min-h-0 flex-1 overflow-y-auto">
        <div>
          {row && chat && (row.kind === 'direct' ? <Direct row={row} chat={chat} /> : <Group row={row} chat={chat} />)}
        </div>
      </div>
    </div>
  );
}

function Direct({ row, chat }: { row: ChatRow; chat: ChatState }) {
  const t = useT('chats');
  const { contact } = row;
  if (!contact) return null;
  const isAgent = contact.kind === 'agent';
  return (
    <div className="flex flex-col gap-7 px-4 py-6">
      <Contact contact={contact} />
      <Section title={t('notifications')}>
        <ChatNotifications chatId={row.chatId} several={false} />
      </Section>
      <Section title={t('shared')}>
        <SharedFiles chatId={row.chatId} />
      </Section>
      <StarredInChat chatId={row.chatId} />
      {isAgent && <Remembered chatId={row.chatId} may />}
      {!isAgent && <PreviewSwitch chat={chat.chat} may />}
      <LocalSwitch chat={chat.chat} may />
      {isAgent && <AgentsAsk chatId={row.chatId} may />}
      <Ways row={row} contact={contact.kind === 'user' ? contact : null} />
    </div>
  );
}

function Contact({ contact }: { contact: ContactView }) {
  const t = useT('contacts');
  const contactName = useContactName();
  const agentWords = useAgentWords();
  return (
    <div className="flex flex-col items-center gap-3 px-1 pt-2 text-center">
      <ChatAvatar kind="direct" contact={contact} size="huge" />
      <h3 className="text-xl font-semibold">{contactName(contact)}</h3>
      {contact.kind === 'agent' ? (
        <>
          <p className="text-balance">{agentWords(contact.agent).about}</p>
          <p className="text-sm text-muted">{t('handle', { handle: contact.agent.handle })}</p>
          <p className="text-sm text-muted">{t(`tier.${contact.agent.tier}`)}</p>
          <ScreenLink
            to={{ kind: 'agent', agentId: contact.id }}
            className="inline-flex min-h-10 items-center rounded-lg px-3 font-medium text-accent hover:bg-tint pointer-coarse:min-h-11"
          >
            {t('starters')}
          </ScreenLink>
        </>
      ) : (
        <p className="text-muted">{t('person')}</p>
      )}
    </div>
  );
}

function Group({ row, chat }: { row: ChatRow; chat: ChatState }) {
  const t = useT('contacts');
  const chats = useT('chats');
  const me = useWaggleState(selectMe);
  const mine = chat.members[me]?.role;
  const may = manages(mine);
  const agents = activeMembers(chat).some(({ kind }) => kind === 'agent');
  return (
    <div className="flex flex-col gap-7 px-4 py-6">
      <ChatTexts chat={chat.chat} may={may} picture={<ChatAvatar kind={row.kind} contact={null} size="huge" />} />
      <Section title={chats('notifications')}>
        <ChatNotifications chatId={row.chatId} several />
      </Section>
      {chat.chat.kind === 'project' && mine !== undefined && (
        <FilesOfProject chatId={row.chatId} may={mayWrite(mine, chat.chat)} />
      )}
      <Section title={chats('shared')}>
        <SharedFiles chatId={row.chatId} />
      </Section>
      <StarredInChat chatId={row.chatId} />
      <Members chat={chat} me={me} mine={mine} />
      {activeMembers(chat).some(({ kind }) => kind === 'agent') && <Remembered chatId={row.chatId} may={may} />}
      <AnswersChoice chat={chat.chat} may={may} />
      <Section title={chats('permissions')}>
        <GroupRules chat={chat.chat} may={may} />
      </Section>
      <PreviewSwitch chat={chat.chat} may={may} />
      <LocalSwitch chat={chat.chat} may={may} />
      {agents && <AgentsAsk chatId={row.chatId} may={may} />}
      <Suspense>
        <ChatLimits chatId={row.chatId} may={may} />
      </Suspense>
      {may && (
        <Section title={t('invite')}>
          <p className="mb-2 text-sm text-muted">{t('inviteText')}</p>
          <Invites chatId={chat.chat.id} />
        </Section>
      )}
      <Ways row={row} contact={null} />
    </div>
  );
}

/** Folded and only then loaded: most people never say anything here. */
function AgentsAsk({ chatId, may }: { chatId: string; may: boolean }) {
  const t = useT('policies');
  const [open, setOpen] = useState(false);
  return (
    <section>
      <h3 className="font-semibold">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => {
            setOpen(!open);
          }}
          className="flex min-h-10 w-full items-center gap-2 rounded-lg text-left hover:bg-hover pointer-coarse:min-h-11"
        >
          <span className="min-w-0 flex-1">{t('title')}</span>
          <ChevronDown aria-hidden size={18} className={cx('shrink-0 text-muted', open && 'rotate-180')} />
        </button>
      </h3>
      {open && (
        <div className="mt-2">
          <Lazy scope="policies">
            <Policies chatId={chatId} may={may} />
          </Lazy>
        </div>
      )}
    </section>
  );
}

/** Taking the chat out, keeping a person away, and the end of it. */
function Ways({ row, contact }: { row: ChatRow; contact: ContactView | null }) {
  const t = useT('chats');
  const [asked, setAsked] = useState<'export' | 'end' | null>(null);
  const isDirect = row.kind === 'direct';
  const close = () => {
    setAsked(null);
  };
  return (
    <section aria-label={t('actions')} className="flex flex-col gap-2">
      <Button
        onClick={() => {
          setAsked('export');
        }}
      >
        <Download aria-hidden size={18} />
        {t('export')}
      </Button>
      {contact && <BlockButton contact={contact} />}
      <Button
        kind="danger"
        onClick={() => {
          setAsked('end');
        }}
      >
        {isDirect ? <Trash2 aria-hidden size={18} /> : <LogOut aria-hidden size={18} />}
        {t(isDirect ? 'delete' : 'leave')}
      </Button>
      {asked === 'export' && <ExportDialog chatId={row.chatId} onClose={close} />}
      {asked === 'end' && <EndChat chatId={row.chatId} onClose={close} />}
    </section>
  );
}

function FilesOfProject({ chatId, may }: { chatId: string; may: boolean }) {
  const t = useT('space');
  return (
    <Section title={t('title')}>
      <Lazy scope="space">
        <ProjectFiles chatId={chatId} may={may} />
      </Lazy>
    </Section>
  );
}

function Remembered({ chatId, may }: { chatId: string; may: boolean }) {
  const t = useT('memory');
  return (
    <Section title={t('title')}>
      <Lazy scope="memory">
        <ChatMemory chatId={chatId} may={may} />
      </Lazy>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 font-semibold">{title}</h3>
      {children}
    </section>
  );
}
