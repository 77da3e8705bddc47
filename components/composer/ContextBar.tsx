import { type LucideIcon, Pencil, Reply, X } from 'lucide-react';
import { selectContact } from '../../client/select/contacts.ts';
import type { Message } from '../../shared/message.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { useFilesLine } from '../attachments/useFilesLine.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** Above the text: which message is replied to. */
export function ReplyBar({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const t = useT('composer');
  const contact = useWaggleState((state) => selectContact(state, message.senderId));
  const name = useContactName()(contact);
  const filesLine = useFilesLine();
  return (
    <Bar
      icon={Reply}
      title={t('replyingTo', { name })}
      text={message.text || filesLine(message.attachments ?? [])}
      cancel={t('cancelReply')}
      onCancel={onCancel}
    />
  );
}

/** Above the text: which message is being changed. */
export function EditBar({ message, onCancel }: { message: Message; onCancel: () => void }) {
  const t = useT('actions');
  return <Bar icon={Pencil} title={t('editing')} text={message.text} cancel={t('cancelEdit')} onCancel={onCancel} />;
}

type BarProps = { icon: LucideIcon; title: string; text: string; cancel: string; onCancel: () => void };

function Bar({ icon: Icon, title, text, cancel, onCancel }: BarProps) {
  return (
    <div className="mb-2 flex animate-fade-in items-center gap-2 rounded-lg border-l-3 border-accent bg-tint py-1 pr-1 pl-3">
      <Icon aria-hidden size={16} className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 text-sm">
        <span className="block font-semibold text-accent">{title}</span>
        <span className="block truncate text-muted">{plainLine(text)}</span>
      </p>
      <IconButton icon={X} size="small" label={cancel} onClick={onCancel} />
    </div>
  );
}
