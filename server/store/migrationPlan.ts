import { createHash } from 'node:crypto';

/** A migration as the code brings it. */
export type Migration = { name: string; sql: string };
/** A migration as the database remembers it; those that were rolled back do not count. */
export type AppliedMigration = { name: string; checksum: string; finished: boolean };

const WORDS = {
  unknown: 'has been applied to this database but is not part of this version of Waggle: use a version at least as new',
  changed: 'was applied to this database with other contents than it has now: restore the file as it was',
  unfinished: 'was begun on this database and never finished: see what is there, then `prisma migrate resolve`',
  failed: 'could not be applied; nothing of it has remained',
  locked: 'was not tried: another process has held the lock on migrations for too long',
  missing: 'is where the migrations should be, and there are none',
} as const;

/** Code and database do not go together; `code` says in which way, `migration` where. */
export class MigrationFault extends Error {
  override readonly name = 'MigrationFault';
  readonly code: keyof typeof WORDS;
  readonly migration: string;

  constructor(code: keyof typeof WORDS, migration: string, cause?: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    super(`${migration} ${WORDS[code]}${why}`, { cause });
    this.code = code;
    this.migration = migration;
  }
}

/** The checksum Prisma records for a migration. */
export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

/** A checkout may have turned the ends of the lines, which changes the checksum and nothing else. */
function isUnchanged({ sql }: Migration, checksum: string): boolean {
  const unix = sql.replaceAll('\r\n', '\n');
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum);
}

/** The migrations still to be applied, in order; throws MigrationFault where the database is not what the code expects. */
export function planMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const brought = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of applied) {
    const migration = brought.get(name);
    if (migration === undefined) throw new MigrationFault('unknown', name);
    if (!finished) throw new MigrationFault('unfinished', name);
    if (!isUnchanged(migration, checksum)) throw new MigrationFault('changed', name);
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.filter(({ name }) => !done.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}
