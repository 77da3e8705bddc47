import { Globe } from 'lucide-react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { BoardRun } from '../../shared/board.ts';
import { toolIcon } from '../cards/toolIcon.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { type Picture as Drawn, type PictureEdge, type PictureNode, pictureOf } from './picture.ts';
import { useNames } from './useNames.ts';

/** In pixels: a line of the picture, and what stands in it. */
const LINE = 76;
const NODE = 36;

/** Who passed what to whom, from the person at the top down to tools and sources; in sentences for screen readers. */
export function Picture({ board, onShow }: { board: BoardRun; onShow: (messageId: string) => void }) {
  const picture = pictureOf(board);
  const labelOf = useLabels();
  const height = (picture.lines - 1) * LINE + NODE;
  return (
    <figure className="relative" style={{ height }}>
      <svg
        aria-hidden
        viewBox={`0 0 100 ${String(height)}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full overflow-visible"
      >
        {picture.edges.map((edge) => (
          <path
            key={`${edge.from} ${edge.to} ${edge.kind}`}
            d={pathOf(edge, picture)}
            fill="none"
            vectorEffect="non-scaling-stroke"
            strokeWidth={edge.kind === 'handed' ? 3 : 1.5}
            strokeDasharray={edge.kind === 'used' || edge.kind === 'cited' ? '3 4' : undefined}
            className={edge.kind === 'handed' ? 'stroke-honey' : 'stroke-edge'}
          />
        ))}
      </svg>
      {picture.nodes.map((node) => (
        <Node key={node.id} node={node} beside={besideOf(node, picture)} label={labelOf(node)} onShow={onShow} />
      ))}
      <Sentences picture={picture} labelOf={labelOf} />
    </figure>
  );
}

function Node({
  node,
  beside,
  label,
  onShow,
}: {
  node: PictureNode;
  beside: number;
  label: string;
  onShow: (messageId: string) => void;
}) {
  const t = useT('board');
  const contact = useWaggleState((state) => contactIn(selectContacts(state), node.of));
  const isContact = node.kind !== 'tool' && node.kind !== 'host';
  const Icon = node.kind === 'tool' ? toolIcon(node.of) : Globe;
  const inside = (
    <>
      {isContact ? (
        <ContactAvatar contact={contact} size="tiny" />
      ) : (
        <Icon aria-hidden size={15} className="shrink-0 text-muted" />
      )}
      <span className="min-w-0 truncate">{label}</span>
    </>
  );
  const { messageId } = node;
  const className = cx(
    'absolute flex -translate-x-1/2 items-center gap-1.5 rounded-full border px-2 text-sm',
    isContact ? 'border-edge bg-panel' : 'border-line bg-sunken',
  );
  const style = {
    left: `${String(node.x * 100)}%`,
    top: node.line * LINE,
    height: NODE,
    maxWidth: `calc(${String(100 / beside)}% - 6px)`,
  };
  return messageId === null ? (
    <span aria-hidden title={label} className={className} style={style}>
      {inside}
    </span>
  ) : (
    <button
      type="button"
      aria-label={t('lookIt', { name: label })}
      title={label}
      className={cx(className, 'after:absolute after:-inset-y-1 after:inset-x-0 hover:bg-hover')}
      style={style}
      onClick={() => {
        onShow(messageId);
      }}
    >
      {inside}
    </button>
  );
}

type LabelOf = (node: PictureNode) => string;

function Sentences({ picture: { nodes, edges }, labelOf }: { picture: Drawn; labelOf: LabelOf }) {
  const t = useT('board');
  const labels = new Map(nodes.map((node) => [node.id, labelOf(node)]));
  return (
    <ul role="list" aria-label={t('picture')} className="sr-only">
      {edges.map(({ from, to, kind, count, task }) => (
        <li key={`${from} ${to} ${kind}`}>
          {t(`edge.${kind}`, { from: labels.get(from) ?? '', to: labels.get(to) ?? '', count, task })}
        </li>
      ))}
    </ul>
  );
}

function useLabels(): LabelOf {
  const t = useT('board');
  const nameOf = useNames();
  const words = useToolWords();
  return ({ id, kind, of }) => {
    switch (kind) {
      case 'tool':
        return words(of, 'Act');
      case 'host':
        return of;
      case 'queen':
        return t(id === 'combined' ? 'combined' : 'queen');
      case 'person':
      case 'agent':
        return nameOf(of);
    }
  };
}

/** How many stand in its line. */
function besideOf({ line }: PictureNode, { nodes }: Drawn): number {
  return nodes.filter((other) => other.line === line).length;
}

function pathOf({ from, to }: PictureEdge, { nodes }: Drawn): string {
  const [a, b] = [from, to].map((id) => nodes.find((node) => node.id === id));
  if (a === undefined || b === undefined) return '';
  const [x1, y1] = [a.x * 100, a.line * LINE + NODE];
  const [x2, y2] = [b.x * 100, b.line * LINE];
  const bend = (y2 - y1) / 2;
  return `M ${[x1, y1].join(' ')} C ${[x1, y1 + bend].join(' ')}, ${[x2, y2 - bend].join(' ')}, ${[x2, y2].join(' ')}`;
}
