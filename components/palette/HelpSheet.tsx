'use client';
import { Fragment } from 'react';
import { useT } from '../i18n/useT.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { paletteUi } from './paletteUi.ts';
import { isMac, type Keys, shortcuts } from './shortcuts.ts';

const groups = ['everywhere', 'chat', 'composer'] as const;

/** All shortcuts, as they are pressed on this machine. */
export function HelpSheet() {
  const t = useT('shortcuts');
  const words = useT('ui');
  return (
    <Dialog
      open
      title={t('title')}
      closeLabel={words('close')}
      onClose={() => {
        paletteUi.setState({ open: null });
      }}
    >
      {groups.map((group) => (
        <section key={group} aria-label={t(`group.${group}`)} className="mb-4 last:mb-0">
          <h3 className="mb-1 text-sm font-semibold text-muted">{t(`group.${group}`)}</h3>
          <dl className="divide-y divide-line">
            {shortcuts
              .filter((shortcut) => shortcut.group === group)
              .map(({ id, keys }) => (
                <div key={id} className="flex items-center gap-3 py-1.5">
                  <dt className="min-w-0 flex-1">{t(`of.${id}`)}</dt>
                  <dd className="shrink-0">
                    {keys.map((pressed, index) => (
                      <Fragment key={pressed.key}>
                        {index > 0 && <span className="px-1 text-muted">{t('or')}</span>}
                        <KeysShown keys={pressed} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}

const arrows: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' };

/** Keys as they are printed on the keyboard. */
export function KeysShown({ keys: { mod, alt, shift, key } }: { keys: Keys }) {
  const t = useT('shortcuts');
  const mac = isMac();
  const named = key === 'Escape' || key === 'Enter' ? t(`key.${key}`) : (arrows[key] ?? key.toUpperCase());
  const parts = [
    mod && (mac ? '⌘' : t('key.Ctrl')),
    alt && (mac ? '⌥' : t('key.Alt')),
    shift && (mac ? '⇧' : t('key.Shift')),
    named,
  ].filter((part) => typeof part === 'string');
  return (
    <span className="inline-flex gap-1">
      {parts.map((part) => (
        <kbd
          key={part}
          className="inline-flex min-w-6 items-center justify-center rounded-md border border-edge/50 bg-sunken px-1.5 py-0.5 font-sans text-xs"
        >
          {part}
        </kbd>
      ))}
    </span>
  );
}
