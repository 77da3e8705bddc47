import { FolderKanban, Hexagon, type LucideIcon, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Agent } from '../../shared/contact.ts';
import { agentColour } from './agentColour.ts';
import { agentIcon } from './agentIcon.ts';
import { cx } from './cx.ts';
import { initials, tintOf } from './initials.ts';

export type AvatarSize = 'tiny' | 'small' | 'normal' | 'large' | 'huge';

const pixels: Record<AvatarSize, number> = { tiny: 20, small: 32, normal: 40, large: 48, huge: 88 };

const tints = [
  'bg-[light-dark(#fbe3c0,#4d3712)] text-[light-dark(#7a4100,#ffd899)]',
  'bg-[light-dark(#dcebd9,#23381f)] text-[light-dark(#2c5724,#b5dfac)]',
  'bg-[light-dark(#dbe8f3,#1f3346)] text-[light-dark(#1f4d78,#afd3f3)]',
  'bg-[light-dark(#f3dfe0,#472528)] text-[light-dark(#7d2b31,#f3b9bd)]',
  'bg-[light-dark(#e7e1f3,#32294a)] text-[light-dark(#4f3a86,#cdbdf4)]',
  'bg-[light-dark(#d9ebe8,#1b3835)] text-[light-dark(#1c5750,#a4ddd5)]',
] as const;

function Disc({
  size,
  className,
  children,
  corner,
}: {
  size: AvatarSize;
  className: string;
  children: ReactNode;
  corner?: ReactNode;
}) {
  const side = pixels[size];
  return (
    <span aria-hidden className="relative inline-flex shrink-0 select-none" style={{ width: side, height: side }}>
      <span
        className={cx(
          'flex size-full items-center justify-center overflow-hidden rounded-full font-semibold',
          className,
        )}
        style={{ fontSize: Math.round(side * 0.38) }}
      >
        {children}
      </span>
      {corner}
    </span>
  );
}

/** A person: their picture or initials and, when online, a dot. Decorative: the name stands beside it. */
export function Avatar({
  name,
  image,
  size = 'normal',
  online = false,
}: {
  name: string;
  image?: string | null;
  size?: AvatarSize;
  online?: boolean;
}) {
  const dot = Math.max(8, Math.round(pixels[size] * 0.27));
  return (
    <Disc
      size={size}
      className={tints[tintOf(name, tints.length)] ?? tints[0]}
      corner={
        online && (
          <span
            className="absolute right-0 bottom-0 rounded-full bg-online ring-2 ring-(--avatar-ring,var(--color-panel))"
            style={{ width: dot, height: dot }}
          />
        )
      }
    >
      {image ? <img src={image} alt="" className="size-full object-cover" /> : initials(name)}
    </Disc>
  );
}

/** An agent: its icon on its colour, with a small hexagon, so that shape alone tells it from a person. */
export function AgentAvatar({ agent, size = 'normal' }: { agent: Pick<Agent, 'colour' | 'icon'>; size?: AvatarSize }) {
  const Icon = agentIcon(agent.icon);
  const side = pixels[size];
  const mark = Math.max(10, Math.round(side * 0.4));
  return (
    <span className="inline-flex shrink-0" style={agentColour(agent.colour)}>
      <Disc
        size={size}
        className="bg-agent text-on-agent"
        corner={
          size !== 'tiny' && (
            <Hexagon
              className="absolute -right-0.5 -bottom-0.5 fill-honey text-(--avatar-ring,var(--color-panel))"
              size={mark}
              strokeWidth={3.5}
            />
          )
        }
      >
        <Icon size={Math.round(side * 0.5)} strokeWidth={2} />
      </Disc>
    </span>
  );
}

function Sign({ icon: Icon, size }: { icon: LucideIcon; size: AvatarSize }) {
  return (
    <Disc size={size} className="bg-disc text-on-disc">
      <Icon size={Math.round(pixels[size] * 0.48)} strokeWidth={1.9} />
    </Disc>
  );
}

export function GroupAvatar({ kind, size = 'normal' }: { kind: 'group' | 'project'; size?: AvatarSize }) {
  return <Sign icon={kind === 'project' ? FolderKanban : Users} size={size} />;
}
