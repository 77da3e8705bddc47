import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { VersionList } from './VersionList.tsx';

type HistoryDialogProps = { chatId: string; may: boolean; onChanged: () => void; onClose: () => void };

/** All versions of all files of a project. */
export function HistoryDialog({ chatId, may, onChanged, onClose }: HistoryDialogProps) {
  const t = useT('space');
  const words = useT('ui');
  const [changes, setChanges] = useState(0);
  return (
    <Dialog open size="wide" title={t('allHistory')} closeLabel={words('close')} onClose={onClose}>
      <VersionList
        key={changes}
        chatId={chatId}
        may={may}
        onChanged={() => {
          setChanges((now) => now + 1);
          onChanged();
        }}
      />
    </Dialog>
  );
}
