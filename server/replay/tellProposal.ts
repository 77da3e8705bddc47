import type { Judged, Proposal } from '../../agents/models/router/propose.ts';
import type { Thresholds } from '../../agents/models/router/tiers.ts';

const HEAD = ['thresholds', 'edge', 'cloud', 'premium', 'of premium', 'content', 'bounds', 'own', 'answers'];

/** What is proposed, with what it is concluded from, as people read it in a terminal. */
export function tellProposal(proposal: Proposal, { margin, least }: { margin: number; least: number }): string[] {
  if (proposal.kind === 'unpriced') {
    return ['', 'Nothing is proposed: nobody knows the price of a model that stands for a tier.'];
  }
  const now = 'now' in proposal ? proposal.now : undefined;
  const proposed = proposal.kind === 'change' ? proposal.proposed : undefined;
  const isThere = now !== undefined && proposal.front.some((one) => isSame(one, now));
  const shown = [...proposal.front, ...(now === undefined || isThere ? [] : [now])];
  const rest = [proposed].filter((one) => one !== undefined && !shown.includes(one)).flatMap((one) => one ?? []);
  const rows = [...shown, ...rest].toSorted((a, b) => a.shareOfPremium - b.shareOfPremium);
  const marked = (one: Judged) =>
    named(one.thresholds) +
    (now !== undefined && isSame(one, now)
      ? ' (now)'
      : proposed !== undefined && isSame(one, proposed)
        ? ' (proposed)'
        : '');
  return [
    '',
    'What others would be worth, the cheapest for each quality:',
    ...(rows.length === 0 ? [] : ['', ...inColumns([HEAD, ...rows.map((one) => rowOf(one, marked(one)))])]),
    '',
    'Content: answers that nobody sent back (thumb down, written again, failed checks); silence counts as content. Bounds: where',
    `that lies in 95 of 100 cases. Own: requests whose answer of that very tier is known; the others count by the tier’s`,
    'rate for requests of like difficulty, with its uncertainty. Answers: how many all of it is concluded from.',
    `A tier with fewer than ${least} answers to requests of like difficulty is not judged.`,
    '',
    ...verdict(proposal, margin),
  ];
}

function verdict(proposal: Exclude<Proposal, { kind: 'unpriced' }>, margin: number): string[] {
  const points = `${percent(margin)} points`;
  switch (proposal.kind) {
    case 'change': {
      const { t1, t2 } = proposal.proposed.thresholds;
      return [
        `Proposed: WAGGLE_ROUTER_THRESHOLDS=${t1},${t2}, the cheapest whose lower bound is at most ${points} below today’s:`,
        `${percent(proposal.proposed.shareOfPremium)} % of always-premium instead of ${percent(proposal.now.shareOfPremium)} %.`,
      ];
    }
    case 'stay':
      return [`Nothing is proposed: nothing cheaper has a lower bound at most ${points} below today’s.`];
    case 'too-little':
      return [
        'Nothing is proposed: too little is known of what the thresholds of today lead to.',
        ...proposal.missing.map(
          ({ tier, band, observations }) => `  ${tier}, ${DIFFICULTY[band]}: ${observations} answers`,
        ),
      ];
  }
}

const DIFFICULTY = { easy: 'easy requests', middle: 'requests of middling difficulty', hard: 'hard requests' } as const;

function isSame(one: Judged, other: Judged): boolean {
  return one.thresholds.t1 === other.thresholds.t1 && one.thresholds.t2 === other.thresholds.t2;
}

function named({ t1, t2 }: Thresholds): string {
  return `${t1}, ${t2}`;
}

function rowOf({ first, shareOfPremium, content, own, observations }: Judged, name: string): string[] {
  const all = first.edge + first.cloud + first.premium;
  const part = (count: number) => `${percent(count / all)} %`;
  return [
    ...[name, part(first.edge), part(first.cloud), part(first.premium), `${percent(shareOfPremium)} %`],
    ...[`${percent(content.estimate)} %`, `${percent(content.lower)}–${percent(content.upper)} %`],
    ...[`${own} of ${all}`, String(observations)],
  ];
}

function percent(part: number): string {
  return String(Math.round(part * 1000) / 10);
}

/** Lines of a table: the first column to the left, the others to the right. */
export function inColumns(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  return lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
  );
}
