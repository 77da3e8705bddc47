'use client';
import { Button } from '../ui/Button.tsx';
import { Logo } from '../ui/Logo.tsx';

// The words may be what failed to load, so these do not come from the messages.
const words = {
  en: {
    title: 'Waggle has tripped',
    text: 'Something on this page went wrong. Your messages are safe; reload to go on.',
    reload: 'Reload',
  },
  de: {
    title: 'Waggle ist gestolpert',
    text: 'Auf dieser Seite ist etwas schiefgegangen. Deine Nachrichten sind sicher; lade neu, um weiterzumachen.',
    reload: 'Neu laden',
  },
};

/** In place of a part of the page that failed. */
export function Crash() {
  const { title, text, reload } = document.documentElement.lang === 'de' ? words.de : words.en;
  return (
    <div role="alert" className="m-auto flex max-w-sm flex-col items-center gap-3 p-6 text-center">
      <Logo size={48} />
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted">{text}</p>
      <Button
        kind="primary"
        onClick={() => {
          location.reload();
        }}
      >
        {reload}
      </Button>
    </div>
  );
}
