import {
  Copy,
  FastForward,
  FolderDown,
  Forward,
  Info,
  ListChecks,
  Pencil,
  Pin,
  PinOff,
  RefreshCcwDot,
  RefreshCw,
  Reply,
  ScrollText,
  Star,
  StarOff,
  Trash2,
} from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { selectChat, selectMarks } from '../../client/select/overlay.ts';
import { PINS } from '../../shared/chat.ts';
import type { Message } from '../../shared/message.ts';
import { useRetry } from '../chat/useRetry.ts';
import { useChoices } from '../choices/useChoices.ts';
import { useT } from '../i18n/useT.ts';
import { copyText } from '../markdown/copyText.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import type { MenuItem } from '../ui/menuItem.ts';
import { showToast } from '../ui/toasts.ts';
import { rightsOf } from './messageRoles.ts';
import { useThreadState, useThreadUi } from './ThreadUiProvider.tsx';
import { useHide } from './useHide.ts';
import { useKeepFiles } from './useKeepFiles.ts';

/** Everything the person can do with a message, in the order of the menu. */
export function useMessageItems(message: Message): readonly MenuItem[] {
  const t = useT('actions');
  const tChat = useT('chat');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const retry = useRetry(message);
  const tSpace = useT('space');
  const keepFiles = useKeepFiles();
  const hide = useHide();
  const { chatId, id: messageId } = message;
  const rights = useWaggleState(useShallow((state) => rightsOf(state, message)));
  const { reply: choices } = useChoices(rights.retry);
  // Until it is known: whoever answered by the demo has nothing else.
  const choosable = choices?.ok ? choices.data.models.length > 0 : message.facts?.demo !== true;
  const pins = useWaggleState((state) => selectChat(state, chatId)?.chat.pins.length ?? 0);
  const pinned = useWaggleState(
    (state) => selectChat(state, chatId)?.chat.pins.some((pin) => pin.messageId === messageId) ?? false,
  );
  const starred = useWaggleState((state) => selectMarks(state)[messageId]?.starredAt != null);
  const details = useThreadState((state) => state.details.includes(messageId));
  const files = message.attachments ?? [];
  const text = message.text || (waggle.store.getState().live[messageId]?.text ?? '');

  const pin = () => {
    if (!pinned && pins >= PINS) showToast({ kind: 'failure', text: t('pins.full', { count: PINS }) });
    else waggle.act('message:pin', { chatId, messageId, on: !pinned });
  };
  const copy = () => {
    void copyText(text).then((done) => {
      showToast(done ? { text: tUi('copied') } : { kind: 'failure', text: tUi('copyFailed') });
    });
  };
  const items: (MenuItem | false)[] = [
    { label: t('reply'), icon: Reply, onSelect: () => ui.reply(message) },
    {
      label: t('forward'),
      icon: Forward,
      onSelect: () => ui.open({ kind: 'forward', messageIds: [messageId] }),
    },
    rights.keep &&
      files.length > 0 && { label: tSpace('keep'), icon: FolderDown, onSelect: () => void keepFiles(chatId, files) },
    text !== '' && { label: t('copy'), icon: Copy, onSelect: copy },
    rights.edit && { label: t('edit'), icon: Pencil, onSelect: () => ui.edit(message) },
    rights.retry && { label: tChat('regenerate'), icon: RefreshCw, onSelect: () => retry('again') },
    rights.retry &&
      choosable && {
        label: tChat('anotherModel'),
        icon: RefreshCcwDot,
        onSelect: () => {
          const { opened } = ui.store.getState();
          ui.open({ kind: 'again', messageId, from: opened !== null && 'from' in opened ? opened.from : null });
        },
      },
    rights.retry &&
      (message.status === 'cut' || message.status === 'stopped') && {
        label: tChat('continue'),
        icon: FastForward,
        onSelect: () => retry('continue'),
      },
    { label: pinned ? t('unpin') : t('pin'), icon: pinned ? PinOff : Pin, onSelect: pin },
    {
      label: starred ? t('unstar') : t('star'),
      icon: starred ? StarOff : Star,
      onSelect: () => waggle.act('message:star', { chatId, messageId, on: !starred }),
    },
    { label: t('select'), icon: ListChecks, onSelect: () => ui.toggle(messageId) },
    rights.inform && { label: t('info'), icon: Info, onSelect: () => ui.open({ kind: 'info', messageId }) },
    message.facts !== null && {
      label: details ? tChat('hideDetails') : tChat('details'),
      icon: ScrollText,
      onSelect: () => ui.toggleDetails(messageId),
    },
    { label: t('deleteForMe'), icon: Trash2, danger: true, onSelect: () => hide(chatId, [messageId]) },
    rights.delete && {
      label: t('deleteForEveryone'),
      icon: Trash2,
      danger: true,
      onSelect: () => ui.open({ kind: 'delete', messageIds: [messageId] }),
    },
  ];
  return items.filter((item) => item !== false);
}
