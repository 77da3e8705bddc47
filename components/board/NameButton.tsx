import { useT } from '../i18n/useT.ts';

/** An agent's name, which leads to its answer. */
export function NameButton({ name, onClick }: { name: string; onClick: () => void }) {
  const t = useT('board');
  return (
    <button
      type="button"
      aria-label={t('lookIt', { name })}
      title={t('lookIt', { name })}
      className="rounded font-medium hover:underline pointer-coarse:min-h-11"
      onClick={onClick}
    >
      {name}
    </button>
  );
}
