import { AgentDefinition, AgentHandle } from '../../shared/ownAgent.ts';

/** An agent as it stands in the form, right or not; starters are lines. */
export type Draft = Omit<AgentDefinition, 'starters' | 'effort'> & {
  starters: string;
  effort?: AgentDefinition['effort'] | undefined;
};
export type DraftField = keyof Draft;

export const emptyDraft: Draft = {
  ...{ handle: '', name: '', colour: 'olive', icon: 'bot', about: '', instructions: '', starters: '' },
  ...{ tier: 'cloud', model: null, tools: ['calculate', 'time'] },
};

export function draftOf(definition: AgentDefinition): Draft {
  return { ...definition, starters: definition.starters.join('\n') };
}

/** A copy that can stand beside the original: with names of its own, and no tools that are not there. */
export function copyOf(definition: AgentDefinition): Draft {
  const handle = `${definition.handle.slice(0, 30).replace(/[-_]+$/, '')}-2`;
  return draftOf({ ...definition, handle, name: `${definition.name.slice(0, 78).trim()} 2` });
}

type ReadDraft = { ok: true; definition: AgentDefinition } | { ok: false; wrong: ReadonlySet<DraftField> };

/** What the form says, or which of its fields are not right yet. */
export function definitionOf(draft: Draft): ReadDraft {
  const starters = draft.starters.split('\n').filter((line) => line.trim() !== '');
  const read = AgentDefinition.safeParse({ ...draft, handle: draft.handle.trim().replace(/^@/, ''), starters });
  if (read.success) return { ok: true, definition: read.data };
  return { ok: false, wrong: new Set(read.error.issues.map(({ path }) => path[0] as DraftField)) };
}

/** A handle that a name suggests; empty where it suggests none. */
export function handleFrom(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
  return AgentHandle.safeParse(plain).success ? plain : '';
}

/** The fields in which two versions differ. */
export function changedParts(before: AgentDefinition, after: AgentDefinition): (keyof AgentDefinition)[] {
  const names = Object.keys(AgentDefinition.shape) as (keyof AgentDefinition)[];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
