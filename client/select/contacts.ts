import { type Agent, mayUse, QUEEN_ID, type User } from '../../shared/contact.ts';
import type { WorkspaceState } from '../../shared/sync.ts';
import type { ClientState } from '../state.ts';
import { memoByKey } from './memo.ts';

/** A contact to draw; `unknown` while the workspace has not told of it yet, or no longer does. */
export type ContactView =
  | { kind: 'user'; id: string; name: string; user: User }
  | { kind: 'agent'; id: string; name: string; agent: Agent }
  | { kind: 'unknown'; id: string; name: string };

const queen: Agent = {
  id: QUEEN_ID,
  handle: 'queen',
  name: 'Queen',
  colour: { light: '#9A5E07', dark: '#FFD166' },
  icon: 'crown',
  about: '',
  starters: [],
  tier: 'cloud',
};

type Contacts = ReadonlyMap<string, ContactView>;
const known = new WeakMap<WorkspaceState, Contacts>();
const strangers = new Map<string, ContactView>();
const nobody: Contacts = new Map();

/** Every contact of the workspace by id; the same map until the workspace changes. */
export function selectContacts(state: Pick<ClientState, 'workspace'>): Contacts {
  return state.workspace ? contactsOf(state.workspace) : nobody;
}

export function selectContact(state: Pick<ClientState, 'workspace'>, id: string): ContactView {
  return contactIn(selectContacts(state), id);
}

export function contactIn(contacts: Contacts, id: string): ContactView {
  const contact = contacts.get(id) ?? strangers.get(id);
  if (contact) return contact;
  const stranger: ContactView = { kind: 'unknown', id, name: '' };
  strangers.set(id, stranger);
  return stranger;
}

function contactsOf(workspace: WorkspaceState): Contacts {
  const before = known.get(workspace);
  if (before) return before;
  const contacts = new Map<string, ContactView>();
  for (const agent of [queen, ...workspace.agents]) {
    contacts.set(agent.id, { kind: 'agent', id: agent.id, name: agent.name, agent });
  }
  for (const user of workspace.users) contacts.set(user.id, { kind: 'user', id: user.id, name: user.name, user });
  known.set(workspace, contacts);
  return contacts;
}

/** Whether I may write to a contact, mention it and bring it along. */
export function isUsable(contact: ContactView, me: string): boolean {
  return contact.kind !== 'agent' || mayUse(contact.agent, me);
}

const agentsOf = memoByKey<readonly [workspace: WorkspaceState | null, me: string], readonly Agent[]>(
  ([workspace, me]) => workspace?.agents.filter((agent) => mayUse(agent, me) && agent.own?.trial === undefined) ?? [],
);

/** The agents I may use, without what I am trying out. */
export function selectAgents(state: Pick<ClientState, 'workspace' | 'session'>): readonly Agent[] {
  return agentsOf('', [state.workspace, selectMe(state)]);
}

/** Id of the person signed in; empty when nobody is. */
export function selectMe(state: Pick<ClientState, 'session'>): string {
  return state.session.kind === 'signed-in' ? state.session.user.id : '';
}
