import type { BoardRun, BoardStep } from '../../shared/board.ts';

export type PictureNode = {
  id: string;
  kind: 'person' | 'queen' | 'agent' | 'tool' | 'host';
  /** A contact's id, a tool's name, or a host. */
  of: string;
  /** The answer it stands for; null where it is none. */
  messageId: string | null;
  /** The share of the width at which its middle is, and the line it stands in. */
  x: number;
  line: number;
};

export type PictureEdge = {
  from: string;
  to: string;
  kind: 'asked' | 'chose' | 'handed' | 'combined' | 'used' | 'cited';
  /** How often. */
  count: number;
  /** What was left to do where it was handed over. */
  task: string;
};

export type Picture = { nodes: PictureNode[]; edges: PictureEdge[]; lines: number };

/** So many stand beside each other on a phone. */
const PER_LINE = 3;

type Placed = Omit<PictureNode, 'x' | 'line'>;

/** Who passed what to whom in a run: person, queen, agents by how often it was handed on, then what they used and cited. */
export function pictureOf({ run, steps }: BoardRun): Picture {
  const answers = steps.filter(({ kind }) => kind === 'answer');
  const combined = steps.find(({ kind }) => kind === 'consolidation');
  const person: Placed = { id: 'person', kind: 'person', of: run.askedBy, messageId: null };
  const layers: Placed[][] = [[person]];
  const edges: PictureEdge[] = [];
  const link = (from: string, to: string, kind: PictureEdge['kind'], more: Partial<PictureEdge> = {}) =>
    edges.push({ from, to, kind, count: 1, task: '', ...more });

  if (run.reason === 'useful') {
    layers.push([{ id: 'queen', kind: 'queen', of: 'queen', messageId: null }]);
    link('person', 'queen', 'asked');
  }
  const depths = depthsOf(answers);
  const [above, ...below] = byDepth(answers, depths);
  const outside = [...new Set(answers.flatMap(({ handedBy }) => handedBy ?? []))].filter((id) => !depths.has(id));
  const strangers = outside.map((of): Placed => ({ id: agent(of), kind: 'agent', of, messageId: null }));
  layers.push(strangers, ...[above ?? [], ...below].map((layer) => layer.map(placed)));
  for (const { id } of strangers) link('person', id, 'asked');
  for (const { agentId, handedBy, task } of answers) {
    if (handedBy !== null) link(agent(handedBy), agent(agentId), 'handed', { task });
    else if (run.reason === 'useful') link('queen', agent(agentId), 'chose');
    else link('person', agent(agentId), 'asked');
  }
  if (combined) {
    layers.push([{ id: 'combined', kind: 'queen', of: combined.agentId, messageId: combined.messageId }]);
    for (const { agentId, state } of answers) if (state === 'done') link(agent(agentId), 'combined', 'combined');
  }
  layers.push(usedBy(steps, 'tool', link), usedBy(steps, 'host', link));
  return { ...arranged(layers), edges };
}

const agent = (id: string) => `agent ${id}`;

function placed({ agentId, messageId }: BoardStep): Placed {
  return { id: agent(agentId), kind: 'agent', of: agentId, messageId };
}

/** How many hands the request went through before each had it. */
function depthsOf(steps: readonly BoardStep[]): Map<string, number> {
  const depths = new Map<string, number>();
  const byId = new Map(steps.map((step) => [step.agentId, step]));
  const depthOf = (id: string, seen: ReadonlySet<string>): number => {
    const by = byId.get(id)?.handedBy ?? null;
    return by === null || !byId.has(by) || seen.has(by) ? 0 : 1 + depthOf(by, new Set([...seen, by]));
  };
  for (const { agentId } of steps) depths.set(agentId, depthOf(agentId, new Set([agentId])));
  return depths;
}

function byDepth(steps: readonly BoardStep[], depths: ReadonlyMap<string, number>): BoardStep[][] {
  const layers: BoardStep[][] = [];
  const known = new Set<string>();
  for (const step of steps) {
    if (known.has(step.agentId)) continue;
    known.add(step.agentId);
    (layers[depths.get(step.agentId) ?? 0] ??= []).push(step);
  }
  // A ring, which there is none of, would leave layers out.
  return Array.from(layers, (layer: BoardStep[] | undefined) => layer ?? []);
}

type Link = (from: string, to: string, kind: PictureEdge['kind'], more: Partial<PictureEdge>) => void;

/** What the steps called or cite, each once, and how often each did. */
function usedBy(steps: readonly BoardStep[], kind: 'tool' | 'host', link: Link): Placed[] {
  const nodes = new Map<string, Placed>();
  for (const step of steps) {
    const from = step.kind === 'consolidation' ? 'combined' : agent(step.agentId);
    const counts = new Map<string, number>();
    if (kind === 'tool') for (const { tool } of step.calls) counts.set(tool, (counts.get(tool) ?? 0) + 1);
    else for (const { host, sources } of step.hosts) counts.set(host, sources);
    for (const [of, count] of counts) {
      const id = `${kind} ${of}`;
      nodes.set(id, { id, kind, of, messageId: null });
      link(from, id, kind === 'tool' ? 'used' : 'cited', { count });
    }
  }
  return [...nodes.values()];
}

function arranged(layers: readonly (readonly Placed[])[]): Pick<Picture, 'nodes' | 'lines'> {
  const nodes: PictureNode[] = [];
  let line = 0;
  for (const layer of layers) {
    for (let at = 0; at < layer.length; at += PER_LINE) {
      const beside = layer.slice(at, at + PER_LINE);
      for (const [index, node] of beside.entries()) nodes.push({ ...node, x: (index + 0.5) / beside.length, line });
      line += 1;
    }
  }
  return { nodes, lines: line };
}
