import { describe, expect, it } from 'vitest';
import { checksumOf, type Migration, MigrationFault, planMigrations } from './migrationPlan.ts';

const first: Migration = { name: '1_first', sql: 'CREATE TABLE a ();\n' };
const second: Migration = { name: '2_second', sql: 'CREATE TABLE b ();\n' };
const applied = ({ name, sql }: Migration) => ({ name, checksum: checksumOf(sql), finished: true });

function faultOf(plan: () => unknown): MigrationFault {
  try {
    plan();
  } catch (error) {
    if (error instanceof MigrationFault) return error;
  }
  throw new Error('there was no fault');
}

describe('planMigrations', () => {
  it('plans all for an empty database, in order of their names', () => {
    expect(planMigrations([second, first], [])).toEqual([first, second]);
  });

  it('plans what is missing, and nothing twice', () => {
    expect(planMigrations([first, second], [applied(first)])).toEqual([second]);
    expect(planMigrations([first, second], [applied(second)])).toEqual([first]);
    expect(planMigrations([first, second], [applied(first), applied(second)])).toEqual([]);
  });

  it('takes other ends of lines for no change', () => {
    const windows = { ...first, sql: first.sql.replaceAll('\n', '\r\n') };
    expect(planMigrations([windows], [applied(first)])).toEqual([]);
    expect(planMigrations([first], [applied(windows)])).toEqual([]);
  });

  it.each([
    ['changed', [first], [{ ...applied(first), checksum: checksumOf('other') }], first.name],
    ['unfinished', [first], [{ ...applied(first), finished: false }], first.name],
    ['unknown', [first], [applied(first), applied(second)], second.name],
  ])('refuses a database where a migration is %s', (code, brought, done, name) => {
    const fault = faultOf(() => planMigrations(brought, done));
    expect(fault.code).toBe(code);
    expect(fault.migration).toBe(name);
    expect(fault.message).toContain(name);
  });
});
