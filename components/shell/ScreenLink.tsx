import type { AnchorHTMLAttributes, MouseEvent, Ref } from 'react';
import { navigate } from './navigation.ts';
import { type Screen, screenPath } from './screen.ts';

export type ScreenLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  to: Screen;
  replace?: boolean;
  ref?: Ref<HTMLAnchorElement>;
};

/** A real link to a screen, that a plain click follows without loading the page. */
export function ScreenLink({ to, replace = false, onClick, ...rest }: ScreenLinkProps) {
  return (
    <a
      {...rest}
      href={screenPath(to)}
      draggable={false}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !isPlain(event)) return;
        event.preventDefault();
        navigate(to, { replace });
      }}
    />
  );
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
