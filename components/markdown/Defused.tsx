import { Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import { visible } from '../cards/visible.ts';
import { useT } from '../i18n/useT.ts';
import type { LinkDanger } from '../../shared/linkDanger.ts';

type DefusedProps = {
  children?: ReactNode;
  'data-why'?: LinkDanger['why'];
  'data-host'?: string;
  'data-address'?: string;
};

const LONGEST = 120;

/** A link that may lead elsewhere than it seems to: its words, and as plain text where it really leads. */
export function Defused({
  children,
  'data-why': why = 'other-host',
  'data-host': host = '',
  'data-address': address = '',
}: DefusedProps) {
  const t = useT('markdown');
  const shown = visible(address);
  return (
    <span>
      {children}{' '}
      <span className="link-defused">
        <Unlink aria-hidden size={13} className="mr-1 inline align-[-0.125em]" />
        {t(`defused.${why}`)} <bdi className="font-semibold">{host}</bdi>{' '}
        <code>{shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown}</code>
      </span>
    </span>
  );
}
