import { Copy, EllipsisVertical, FastForward, Info, RefreshCw, Reply } from 'lucide-react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { copyText } from '../markdown/copyText.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { showToast } from '../ui/toasts.ts';
import { useRetry } from './useRetry.ts';

export type BubbleMenuProps = {
  message: Message;
  name: string;
  details: boolean;
  onDetails: () => void;
  onReply: (message: Message) => void;
};

/** What can be done with a message. */
export function BubbleMenu({ message, name, details, onDetails, onReply }: BubbleMenuProps) {
  const t = useT('chat');
  const tUi = useT('ui');
  const waggle = useWaggle();
  const retry = useRetry(message);
  const answer = message.senderKind === 'agent' && message.status !== 'streaming';
  const handleCopy = () => {
    const live = waggle.store.getState().live[message.id]?.text;
    void copyText(message.text || live || '').then((done) => {
      showToast(done ? { text: tUi('copied') } : { kind: 'failure', text: tUi('copyFailed') });
    });
  };
  const items: (MenuItem | false)[] = [
    {
      label: t('reply'),
      icon: Reply,
      onSelect: () => {
        onReply(message);
      },
    },
    { label: t('copyText'), icon: Copy, onSelect: handleCopy },
    answer && {
      label: t('regenerate'),
      icon: RefreshCw,
      onSelect: () => {
        retry('again');
      },
    },
    answer &&
      (message.status === 'cut' || message.status === 'stopped') && {
        label: t('continue'),
        icon: FastForward,
        onSelect: () => {
          retry('continue');
        },
      },
    message.facts !== null && { label: details ? t('hideDetails') : t('details'), icon: Info, onSelect: onDetails },
  ];
  return (
    <Menu
      trigger={
        <IconButton icon={EllipsisVertical} size="small" label={t('actions', { name })} className="bubble-menu" />
      }
      items={items.filter((item) => item !== false)}
    />
  );
}
