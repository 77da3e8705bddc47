'use client';
import { lazy, type ReactNode, useEffect, useState } from 'react';
import { selectChatRow, selectUnreadTotal } from '../../client/select/chatRows.ts';
import { useT } from '../i18n/useT.ts';
import { useRefusals } from '../messages/useRefusals.ts';
import { cx } from '../ui/cx.ts';
import { later, useAhead, useLater } from '../ui/later.ts';
import { medium, useMedia, wide } from '../ui/useMedia.ts';
import { useFetchFailed } from '../ui/useFetchFailed.ts';
import { Shortcuts } from '../palette/Shortcuts.tsx';
import { Banners } from './Banners.tsx';
import { ChatList } from './ChatList.tsx';
import { ChatPane } from './ChatPane.tsx';
import { Lazy } from './Lazy.tsx';
import { NavBar, type Section } from './NavBar.tsx';
import { goUp, useScreen } from './navigation.ts';
import { NotFound } from './NotFound.tsx';
import type { Screen } from './screen.ts';
import { screenPath } from './screen.ts';
import { useEscape } from './useEscape.ts';
import { useFresh } from './useFresh.ts';
import { useVisibleHeight } from './useVisibleHeight.ts';
import { useWaggleState } from './WaggleProvider.tsx';
import { Welcome } from './Welcome.tsx';

const sheet = later(() => import('../ui/Sheet.tsx').then((module) => module.Sheet));
const AgentList = lazy(() => import('../contacts/AgentList.tsx').then((module) => ({ default: module.AgentList })));
const AgentPage = lazy(() => import('../contacts/AgentPage.tsx').then((module) => ({ default: module.AgentPage })));
const AgentFormScreen = lazy(() =>
  import('../agents/AgentFormScreen.tsx').then((module) => ({ default: module.AgentFormScreen })),
);
const ChatInfo = lazy(() => import('../contacts/ChatInfo.tsx').then((module) => ({ default: module.ChatInfo })));
const NewChat = lazy(() => import('../contacts/NewChat.tsx').then((module) => ({ default: module.NewChat })));
const NewProject = lazy(() => import('../contacts/NewProject.tsx').then((module) => ({ default: module.NewProject })));
const ShareDialog = lazy(() => import('../share/ShareDialog.tsx').then((module) => ({ default: module.ShareDialog })));
const SettingsList = lazy(() =>
  import('../settings/SettingsList.tsx').then((module) => ({ default: module.SettingsList })),
);
const SettingsPage = lazy(() =>
  import('../settings/SettingsPage.tsx').then((module) => ({ default: module.SettingsPage })),
);

/** The room behind the door: left column, what is chosen in it, and the panel beside a chat. */
export function Shell() {
  const { screen, below } = useScreen();
  const isWide = useMedia(wide);
  const isMedium = useMedia(medium);
  useEscape(goUp);
  useRefusals();
  useTitle(below);
  useVisibleHeight();
  useAhead(sheet);
  const detail = hasDetail(below);
  const alone = !isMedium && !detail;
  const t = useT('shell');
  return (
    <div className="safe-top safe-x flex h-[var(--visible-height,100dvh)] flex-col bg-panel">
      {isMedium && <SkipLink label={t('skip')} />}
      <Banners />
      <div className="flex min-h-0 flex-1">
        <div
          role={alone ? 'main' : 'region'}
          aria-label={t(sectionOf(below))}
          className={cx(
            'w-full flex-col border-line bg-panel md:flex md:w-[300px] md:shrink-0 md:border-r lg:w-[360px]',
            detail ? 'hidden' : 'flex',
          )}
        >
          <Column screen={below} narrow={!isMedium} />
          <NavBar current={sectionOf(below)} />
        </div>
        <div
          id="content"
          role="main"
          tabIndex={-1}
          className={cx('relative min-w-0 flex-1 flex-col md:flex', detail ? 'flex' : 'hidden')}
        >
          {(isMedium || detail) && <Detail screen={below} />}
        </div>
        {below.kind === 'chat-info' && <Panel chatId={below.chatId} beside={isWide} />}
      </div>
      <Shortcuts />
      {screen.kind === 'new-chat' && (
        <Lazy scope="new-chat">
          <NewChat />
        </Lazy>
      )}
      {screen.kind === 'share' && (
        <Lazy scope="share">
          <ShareDialog />
        </Lazy>
      )}
      {screen.kind === 'new-project' && (
        <Lazy scope="new-project">
          <NewProject />
        </Lazy>
      )}
    </div>
  );
}

/** For keyboards: past the list, which may be long, to what is chosen in it. */
function SkipLink({ label }: { label: string }) {
  return (
    <a
      href="#content"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('content')?.focus();
      }}
      className="sr-only z-60 rounded-lg bg-honey font-semibold text-on-honey focus:not-sr-only focus:absolute focus:px-4! focus:py-2! focus:top-2 focus:left-2"
    >
      {label}
    </a>
  );
}

function Column({ screen, narrow }: { screen: Screen; narrow: boolean }) {
  const fresh = useFresh();
  const section = sectionOf(screen);
  const body = (): ReactNode => {
    switch (section) {
      case 'chats':
        return <Chats screen={screen} starters={narrow && fresh} />;
      case 'agents':
        return <AgentList openId={'agentId' in screen ? screen.agentId : null} />;
      case 'settings':
        return <SettingsList open={screen.kind === 'settings' ? screen.section : null} />;
    }
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Lazy scope={section}>{body()}</Lazy>
    </div>
  );
}

/** The list that one came to the chat on the screen from. */
function Chats({ screen, starters }: { screen: Screen; starters: boolean }) {
  const [archived, setArchived] = useState(screen.kind === 'archived');
  if (screen.kind === 'archived' && !archived) setArchived(true);
  if (screen.kind === 'chats' && archived) setArchived(false);
  const openChatId = 'chatId' in screen ? screen.chatId : null;
  const handleBack = () => {
    if (openChatId === null) goUp();
    else setArchived(false);
  };
  return <ChatList openChatId={openChatId} starters={starters} archived={archived} onBack={handleBack} />;
}

function Detail({ screen }: { screen: Screen }) {
  const body = (): ReactNode => {
    switch (screen.kind) {
      case 'chat':
      case 'chat-info':
        return <ChatPane key={screen.chatId} chatId={screen.chatId} info={screen.kind === 'chat-info'} />;
      case 'agent':
        return <AgentPage agentId={screen.agentId} />;
      case 'new-agent':
        return <AgentFormScreen agentId={null} how="new" />;
      case 'edit-agent':
        return <AgentFormScreen key={screen.agentId} agentId={screen.agentId} how="edit" />;
      case 'copy-agent':
        return <AgentFormScreen key={`${screen.agentId}/copy`} agentId={screen.agentId} how="copy" />;
      case 'settings':
        return <SettingsPage section={screen.section ?? 'profile'} />;
      case 'unknown':
        return <NotFound />;
      case 'agents':
      case 'archived':
      case 'chats':
      case 'join':
      case 'reset':
      case 'new-chat':
      case 'new-project':
      case 'share':
        return <Welcome />;
    }
  };
  return <Lazy scope={'chatId' in screen ? screen.chatId : screenPath(screen)}>{body()}</Lazy>;
}

function Panel({ chatId, beside }: { chatId: string; beside: boolean }) {
  const t = useT('contacts');
  const fetchFailed = useFetchFailed();
  const Sheet = useLater(sheet, !beside, () => {
    goUp();
    fetchFailed();
  });
  const info = (
    <Lazy scope={chatId}>
      <ChatInfo chatId={chatId} />
    </Lazy>
  );
  if (beside) {
    return (
      <aside
        aria-label={t('info')}
        className="flex w-[360px] shrink-0 animate-slide-in flex-col border-l border-line bg-panel"
      >
        {info}
      </aside>
    );
  }
  if (!Sheet) return null;
  return (
    <Sheet open title={t('info')} onClose={goUp}>
      {info}
    </Sheet>
  );
}

function sectionOf(screen: Screen): Section {
  switch (screen.kind) {
    case 'agents':
    case 'agent':
    case 'new-agent':
    case 'edit-agent':
    case 'copy-agent':
      return 'agents';
    case 'settings':
      return 'settings';
    default:
      return 'chats';
  }
}

/** Whether something is chosen that a phone shows in place of the column. */
function hasDetail(screen: Screen): boolean {
  return screen.kind === 'settings' ? screen.section !== null : !['chats', 'archived', 'agents'].includes(screen.kind);
}

/** The tab's title: unread messages, then where one is. */
function useTitle(screen: Screen): void {
  const t = useT('shell');
  const unread = useWaggleState(selectUnreadTotal);
  const chat = useWaggleState((state) => ('chatId' in screen ? selectChatRow(state, screen.chatId)?.title : undefined));
  const section = sectionOf(screen);
  const place = chat ?? (section === 'chats' ? '' : t(section));
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${place === '' ? '' : `${place} – `}Waggle`;
  }, [unread, place]);
}
