import { CornerDownLeft } from 'lucide-react';
import { useT } from '../i18n/useT.ts';
import { useThreadState, useThreadUi } from './ThreadUiProvider.tsx';

/** After a jump to an original: the way back to the reply. */
export function BackButton() {
  const t = useT('actions');
  const ui = useThreadUi();
  const may = useThreadState(({ back }) => back.length > 0);
  if (!may) return null;
  return (
    <button
      type="button"
      onClick={ui.goBack}
      className="absolute bottom-4 left-1/2 z-10 flex min-h-11 -translate-x-1/2 animate-fade-in items-center gap-2 rounded-full border border-line bg-raised px-4 text-ink shadow-raised hover:bg-hover"
    >
      <CornerDownLeft aria-hidden size={18} />
      {t('back')}
    </button>
  );
}
