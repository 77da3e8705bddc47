import { ChevronRight, CircleAlert, CircleStop } from 'lucide-react';
import { useState } from 'react';
import { selectContact } from '../../client/select/contacts.ts';
import type { ToolLabel } from '../../shared/toolCard.ts';
import type { Span } from '../../shared/trace.ts';
import { toolIcon } from '../cards/toolIcon.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { type Place, SpanDetails } from './SpanDetails.tsx';
import type { SpanNode } from './spanTree.ts';
import { useTime } from './useTime.ts';

/** How cards call the tools of connected servers, by the names that models call them by. */
export type ToolLabels = ReadonlyMap<string, ToolLabel>;

type SpanListProps = { nodes: readonly SpanNode[]; place: Place; labels: ToolLabels; depth?: number };

/** What was done, as lists in lists; each line unfolds what is known of it. */
export function SpanList({ nodes, depth = 0, ...same }: SpanListProps) {
  return (
    <ol role="list">
      {nodes.map((node) => (
        <li key={node.span.id}>
          <Line node={node} depth={depth} {...same} />
          {node.nodes.length > 0 && <SpanList nodes={node.nodes} depth={depth + 1} {...same} />}
        </li>
      ))}
    </ol>
  );
}

type LineProps = Omit<SpanListProps, 'nodes'> & { node: SpanNode; depth: number };

function Line({ node: { span, from, share }, place, labels, depth }: LineProps) {
  const t = useT('trace');
  const [open, setOpen] = useState(false);
  const time = useTime();
  const cost = useCost();
  const { status, errorCode, inputTokens, outputTokens, costMicros } = span;
  const isModel = span.kind === 'model';
  return (
    <>
      <button
        type="button"
        className="flex min-h-9 w-full items-center gap-1.5 rounded-lg px-1 py-1 text-start hover:bg-hover pointer-coarse:min-h-11"
        style={{ paddingInlineStart: `${0.25 + depth * 0.9}rem` }}
        aria-expanded={open}
        onClick={() => {
          setOpen(!open);
        }}
      >
        <ChevronRight aria-hidden size={14} className={cx('shrink-0 text-muted', open && 'rotate-90')} />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <Name span={span} labels={labels} />
          {status === 'error' && (
            <span className="inline-flex items-center gap-1 text-sm text-danger">
              <CircleAlert aria-hidden size={13} className="self-center" />
              {t('failed', { why: errorCode ?? '' })}
            </span>
          )}
          {status === 'stopped' && (
            <span className="inline-flex items-center gap-1 text-sm text-muted">
              <CircleStop aria-hidden size={13} className="self-center" />
              {t('stopped')}
            </span>
          )}
        </span>
        <span className="ml-auto flex shrink-0 flex-col items-end text-xs text-muted tabular-nums sm:flex-row sm:gap-3">
          {isModel && inputTokens !== null && outputTokens !== null && (
            <span>{t('inOut', { input: inputTokens, output: outputTokens })}</span>
          )}
          {isModel && costMicros !== null && costMicros > 0 && <span>{cost(costMicros)}</span>}
          <span className="text-ink">{time(span.endedAt - span.startedAt)}</span>
        </span>
      </button>
      <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div
          className={cx(
            'h-full min-w-1 rounded-full',
            status === 'error' ? 'bg-danger' : isModel ? 'bg-honey' : 'bg-edge',
          )}
          // What is too short to be seen is as wide as it must be, and not beyond the end.
          style={{ marginInlineStart: `min(${from * 100}%, 100% - 0.25rem)`, width: `${share * 100}%` }}
        />
      </div>
      {open && <SpanDetails span={span} place={place} />}
    </>
  );
}

function Name({ span, labels }: { span: Span; labels: ToolLabels }) {
  const t = useT('trace');
  const toolWords = useToolWords();
  const contactName = useContactName();
  const agent = useWaggleState((state) => selectContact(state, span.agentId ?? ''));
  switch (span.kind) {
    case 'run':
      return <span className="font-semibold">{t('kind.run')}</span>;
    case 'choice':
      return <span className="font-semibold">{t('kind.choice')}</span>;
    case 'step':
      return <span className="font-semibold">{contactName(agent)}</span>;
    case 'model':
      return (
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {span.provider === 'demo' ? t('kind.demo') : span.model}
        </span>
      );
    case 'tool': {
      const tool = String(span.attributes['gen_ai.tool.name'] ?? span.name);
      const Icon = toolIcon(tool);
      return (
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <Icon aria-hidden size={14} className="mr-1.5 inline align-[-0.15em] text-muted" />
          {toolWords({ tool, label: labels.get(tool) }, span.status === 'ok' ? 'done' : 'Doing')}
        </span>
      );
    }
  }
}
