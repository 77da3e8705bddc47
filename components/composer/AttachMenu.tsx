import { File, Image, Plus } from 'lucide-react';
import { type ChangeEvent, useRef } from 'react';
import { useAttach } from '../attachments/useAttach.ts';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuItem } from '../ui/menuItem.ts';

/** What else can go into a message. */
export function AttachMenu({
  chatId,
  onChosen,
  more = [],
}: {
  chatId: string;
  /** Files were chosen. */
  onChosen: () => void;
  /** Further things, after the files. */
  more?: readonly MenuItem[];
}) {
  const t = useT('files');
  const attach = useAttach(chatId);
  const photos = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const handleChange = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    // So that the same file can be chosen again.
    event.target.value = '';
    if (chosen.length === 0) return;
    attach(chosen);
    onChosen();
  };
  const input = { type: 'file', multiple: true, hidden: true, tabIndex: -1, onChange: handleChange } as const;
  return (
    <>
      <Menu
        align="start"
        trigger={<IconButton icon={Plus} label={t('attach')} className="size-11" />}
        items={[
          { label: t('photo'), icon: Image, onSelect: () => photos.current?.click() },
          { label: t('file'), icon: File, onSelect: () => files.current?.click() },
          ...more,
        ]}
      />
      <input {...input} ref={photos} accept="image/*,video/*" aria-label={t('photo')} />
      <input {...input} ref={files} aria-label={t('file')} />
    </>
  );
}
