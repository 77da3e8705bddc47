'use client';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { useT } from '../i18n/useT.ts';

/** The quiet edge that readers look for, in cells. */
const EDGE = 4;

/** A link as a code for cameras: dark on light in every theme, which is what they read. */
export function QrCode({ text }: { text: string }) {
  const t = useT('chats');
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <figure className="flex flex-col items-center gap-2 pt-1">
      <svg
        role="img"
        aria-label={t('qr')}
        viewBox={`0 0 ${String(size)} ${String(size)}`}
        shapeRendering="crispEdges"
        className="w-48 max-w-full rounded-lg bg-white"
      >
        <path d={path} className="fill-black" />
      </svg>
      <figcaption className="text-sm text-muted">{t('qrText')}</figcaption>
    </figure>
  );
}

function drawn(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: EDGE });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : '')))
    .join('');
  return { size, path };
}
