import { Activity } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import { mayManage } from '../../shared/memberRights.ts';
import type { Run } from '../../shared/run.ts';
import { useT } from '../i18n/useT.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

const TraceDialog = lazy(() => import('./TraceDialog.tsx').then((module) => ({ default: module.TraceDialog })));

/** Opens how the runs of a request went, for those who may see it. */
export function TraceButton({ chatId, runs }: { chatId: string; runs: readonly Run[] }) {
  const t = useT('trace');
  const [open, setOpen] = useState(false);
  const may = useWaggleState((state) => {
    const role = state.chats[chatId]?.members[selectMe(state)]?.role;
    return role !== undefined && (mayManage(role) || isAdmin(state));
  });
  if (!may || runs.length === 0) return null;
  return (
    <>
      <button
        type="button"
        title={t('open')}
        className="bubble-action bubble-action-short"
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Activity aria-hidden size={13} />
        <span className="max-sm:sr-only">{t('open')}</span>
      </button>
      {open && (
        <Suspense>
          <TraceDialog
            chatId={chatId}
            runs={runs}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
