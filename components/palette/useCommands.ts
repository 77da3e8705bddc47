import {
  Archive,
  BellOff,
  Bell,
  Bot,
  Info,
  Keyboard,
  Languages,
  type LucideIcon,
  MailOpen,
  MessageCirclePlus,
  FolderPlus,
  Monitor,
  Moon,
  Pin,
  Search,
  Settings,
  Sun,
  TextSearch,
} from 'lucide-react';
import { isMuted, selectChatRow } from '../../client/select/chatRows.ts';
import { setPreferences } from '../i18n/preferences.ts';
import { useT } from '../i18n/useT.ts';
import { findInChat } from '../search/finding.ts';
import { navigate } from '../shell/navigation.ts';
import { useChatActions } from '../shell/useChatActions.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { paletteUi } from './paletteUi.ts';
import { searchAll } from './searchAll.ts';
import type { ShortcutId } from './shortcuts.ts';

export type PaletteCommand = {
  id: string;
  label: string;
  icon: LucideIcon;
  /** Of the chat on the screen, rather than of everything. */
  here: boolean;
  shortcut?: ShortcutId;
  run: () => void;
};

/** What can be done from the palette, as things stand. */
export function useCommands(): PaletteCommand[] {
  const t = useT('palette');
  const actions = useChatActions();
  const row = useWaggleState((state) =>
    state.openChatId === null ? undefined : selectChatRow(state, state.openChatId),
  );
  type Name = Parameters<typeof t>[0] extends infer Key ? (Key extends `command.${infer Rest}` ? Rest : never) : never;
  const command = (name: Name, icon: LucideIcon, run: () => void, shortcut?: ShortcutId): PaletteCommand => ({
    id: name,
    label: t(`command.${name}`),
    icon,
    run,
    here: false,
    ...(shortcut !== undefined && { shortcut }),
  });
  const ofChat = (chat: NonNullable<typeof row>): PaletteCommand[] => {
    const { chatId } = chat;
    const isUnread = chat.unread > 0 || chat.markedUnread;
    return [
      command('searchChat', TextSearch, () => findInChat(chatId), 'searchChat'),
      command('info', Info, () => navigate({ kind: 'chat-info', chatId })),
      isMuted(chat, Date.now())
        ? command('unmute', Bell, () => actions.mute(chat, null))
        : command('muteAlways', BellOff, () => actions.mute(chat, 'always')),
      command(chat.pinned ? 'unpin' : 'pin', Pin, () => actions.pin(chat)),
      command(chat.archived ? 'unarchive' : 'archive', Archive, () => actions.archive(chat)),
      command(isUnread ? 'markRead' : 'markUnread', MailOpen, () => actions.toggleUnread(chat)),
    ];
  };
  return [
    ...(row ? ofChat(row).map((one) => ({ ...one, here: true })) : []),
    command('newChat', MessageCirclePlus, () => navigate({ kind: 'new-chat' })),
    command('newProject', FolderPlus, () => navigate({ kind: 'new-project' })),
    command('searchAll', Search, searchAll, 'searchAll'),
    command('agents', Bot, () => navigate({ kind: 'agents' })),
    command('settings', Settings, () => navigate({ kind: 'settings', section: null })),
    command('light', Sun, () => setPreferences({ theme: 'light' })),
    command('dark', Moon, () => setPreferences({ theme: 'dark' })),
    command('system', Monitor, () => setPreferences({ theme: 'system' })),
    command('english', Languages, () => setPreferences({ locale: 'en' })),
    command('german', Languages, () => setPreferences({ locale: 'de' })),
    command('shortcuts', Keyboard, () => paletteUi.setState({ open: 'help' }), 'help'),
  ];
}
