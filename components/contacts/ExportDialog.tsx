'use client';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTimeZone } from 'use-intl/react';
import { exportUrl } from '../../client/chatFiles.ts';
import { useT } from '../i18n/useT.ts';
import { Choice } from '../ui/Choice.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Switch } from '../ui/Switch.tsx';

type Format = 'html' | 'json';

/** Lets one take a chat out, in a form of one's choice; the browser stores it as any download. */
export function ExportDialog({ chatId, onClose }: { chatId: string; onClose: () => void }) {
  const t = useT('chats');
  const words = useT('ui');
  const locale = useLocale();
  const timeZone = useTimeZone() ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [format, setFormat] = useState<Format>('html');
  const [files, setFiles] = useState(false);
  const url = exportUrl(chatId, { format, ...(files && { files: '1' }), locale, timeZone });
  return (
    <Dialog
      open
      title={t('export')}
      description={t('exportText')}
      closeLabel={words('close')}
      onClose={onClose}
      footer={
        <a
          href={url}
          download
          onClick={onClose}
          className="inline-flex min-h-10 items-center justify-center gap-2 rounded-lg bg-honey px-4 py-2 font-semibold text-on-honey hover:brightness-105 max-md:grow pointer-coarse:min-h-11"
        >
          <Download aria-hidden size={18} />
          {t('exportDo')}
        </a>
      }
    >
      <div className="flex flex-col gap-4">
        <Choice<Format>
          label={t('exportFormat')}
          shape="list"
          value={format}
          options={[
            { value: 'html', label: t('exportHtml'), hint: t('exportHtmlHint') },
            { value: 'json', label: t('exportJson'), hint: t('exportJsonHint') },
          ]}
          onChange={setFormat}
        />
        <Switch label={t('exportFiles')} hint={t('exportFilesHint')} checked={files} onChange={setFiles} />
      </div>
    </Dialog>
  );
}
