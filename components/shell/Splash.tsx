import { Logo } from '../ui/Logo.tsx';

/** What is painted before anything is known: without words, because the language may not be there yet. */
export function Splash() {
  return (
    <div className="flex h-dvh animate-breathe items-center justify-center">
      <Logo size={64} />
    </div>
  );
}
