import { selectContacts, contactIn } from '../../client/select/contacts.ts';
import type { BoardRun, BoardStep } from '../../shared/board.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { cx } from '../ui/cx.ts';
import { timelineOf, type TimelineRow } from './timeline.ts';
import { useDuration } from './useDuration.ts';
import { useNames } from './useNames.ts';

/** A bar for each step, with what it called inside; the same as a table for screen readers. */
export function Timeline({ board, now }: { board: BoardRun; now: number }) {
  const duration = useDuration();
  const { rows, ticks } = timelineOf(board, now);
  return (
    <figure className="flex flex-col gap-2">
      <div aria-hidden className="flex flex-col gap-2.5">
        {rows.map((row) => (
          <Row key={row.step.messageId} row={row} now={now} ticks={ticks} />
        ))}
        <div className="relative h-4 text-xs text-muted tabular-nums">
          {ticks.map(({ at, ms }) => (
            <span
              key={ms}
              className={cx(
                'absolute whitespace-nowrap',
                at > 0.9 ? '-translate-x-full' : at > 0.05 && '-translate-x-1/2',
              )}
              style={{ left: percent(at) }}
            >
              {duration(ms)}
            </span>
          ))}
        </div>
      </div>
      <Table board={board} now={now} />
    </figure>
  );
}

function Row({ row, now, ticks }: { row: TimelineRow; now: number; ticks: readonly { at: number; ms: number }[] }) {
  const duration = useDuration();
  const name = useNames()(row.step.agentId);
  const contact = useWaggleState((state) => contactIn(selectContacts(state), row.step.agentId));
  const { startedAt, endedAt } = row.step;
  return (
    <div style={contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined}>
      <p className="mb-1 flex items-center gap-1.5 text-sm">
        <ContactAvatar contact={contact} size="tiny" />
        <span className="min-w-0 flex-1 truncate">{name}</span>
        <span className="text-xs text-muted tabular-nums">{duration((endedAt ?? now) - startedAt)}</span>
      </p>
      <div className="relative h-4 overflow-hidden rounded bg-sunken">
        {ticks.map(({ at, ms }) => (
          <span key={ms} className="absolute inset-y-0 w-px bg-line" style={{ left: percent(at) }} />
        ))}
        <span
          className={cx('absolute inset-y-0 rounded', toneOf(row.step), endedAt === null && 'animate-breathe')}
          style={{ left: percent(row.from), width: `max(3px, ${percent(row.to - row.from)})` }}
        />
        {row.calls.map((call) => (
          <span
            key={call.key}
            className="absolute inset-y-1 rounded-sm bg-panel/85"
            style={{ left: percent(call.from), width: `max(3px, ${percent(call.to - call.from)})` }}
          />
        ))}
      </div>
    </div>
  );
}

function toneOf({ state }: BoardStep): string {
  return state === 'failed' ? 'bg-danger' : state === 'stopped' ? 'bg-edge' : 'bg-agent';
}

function percent(share: number): string {
  return `${String(Math.round(share * 10_000) / 100)}%`;
}

function Table({ board: { run, steps }, now }: { board: BoardRun; now: number }) {
  const t = useT('board');
  const duration = useDuration();
  const nameOf = useNames();
  return (
    <table className="sr-only">
      <caption>{t('timeline')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('agent')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('began')}</th>
          <th scope="col">{t('took')}</th>
          <th scope="col">{t('calls')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ messageId, agentId, state, startedAt, endedAt, calls, moreCalls }) => (
          <tr key={messageId}>
            <th scope="row">{nameOf(agentId)}</th>
            <td>{t(`state.${state}`)}</td>
            <td>{duration(startedAt - run.createdAt)}</td>
            <td>{duration((endedAt ?? now) - startedAt)}</td>
            <td>{t('callCount', { count: calls.length + moreCalls })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
