import type { Pool } from 'pg';
import type { Agent } from '../../shared/contact.ts';
import { newId } from '../../shared/ids.ts';
import type { Workspace, WorkspaceState } from '../../shared/sync.ts';
import type { Workspace as WorkspaceRow } from './generated/client.ts';
import type { Tx } from './transaction.ts';
import { userOf } from './users.ts';

type Reader = Pick<Tx, 'workspace' | 'user'>;

/** Any number; whoever may make the workspace holds the advisory lock of this one. */
const FIRST_ACCOUNT_LOCK = 7_220_461;

/** The workspace; undefined until the first account has made it. */
export async function readWorkspace(reader: Pick<Tx, 'workspace'>): Promise<Workspace | undefined> {
  const row = await reader.workspace.findFirst();
  return row === null ? undefined : workspaceOf(row);
}

/** The version of what everybody of the workspace sees; undefined until there is one. */
export async function readWorkspaceVersion(pool: Pick<Pool, 'query'>): Promise<number | undefined> {
  const found = await pool.query<{ version: number }>({
    name: 'workspace-version',
    text: 'select version from workspace',
  });
  return found.rows[0]?.version;
}

/**
 * What everybody of the workspace sees. The version is read first: what changes while the rest is read comes again
 * under the next version instead of being taken for known.
 */
export async function readWorkspaceState(
  reader: Reader,
  agents: { readMet(): Promise<Agent[]> },
): Promise<WorkspaceState> {
  const workspace = await reader.workspace.findFirstOrThrow();
  const users = await reader.user.findMany({ orderBy: { id: 'asc' } });
  return { workspace: workspaceOf(workspace), users: users.map(userOf), agents: await agents.readMet() };
}

/**
 * Makes the workspace if there is none; false where there is one. Of several transactions at once one makes it and the
 * others wait for its end.
 */
export async function makeWorkspace(tx: Tx, name: string): Promise<boolean> {
  if ((await tx.workspace.count()) > 0) return false;
  await tx.$executeRaw`select pg_advisory_xact_lock(${FIRST_ACCOUNT_LOCK})`;
  if ((await tx.workspace.count()) > 0) return false;
  await tx.workspace.create({ data: { id: newId(), name } });
  return true;
}

/** Changes the workspace, or only its version where something else that everybody sees has changed. */
export async function changeWorkspace(
  tx: Tx,
  change: Partial<Pick<WorkspaceRow, 'name' | 'openSignUp' | 'linkPreviews' | 'tracePrompts' | 'fileLimit'>> = {},
): Promise<void> {
  await tx.workspace.updateMany({ data: { ...change, version: { increment: 1 } } });
}

function workspaceOf(row: WorkspaceRow): Workspace {
  const { name, openSignUp, linkPreviews, tracePrompts, fileLimit, version } = row;
  return { name, openSignUp, linkPreviews, tracePrompts, fileLimit, version };
}
