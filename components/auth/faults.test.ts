import { expect, it } from 'vitest';
import { emailFault, knownPasswordFault, nameFault, passwordFault } from './faults.ts';

it.each([
  [nameFault('Ada'), null],
  [nameFault('  '), 'name'],
  [nameFault('a'.repeat(81)), 'nameLong'],
  [emailFault(' Ada@Example.org '), null],
  [emailFault(''), 'email'],
  [emailFault('ada@example'), 'email'],
  [passwordFault('12345678'), null],
  [passwordFault('1234567'), 'password'],
  [passwordFault('a'.repeat(129)), 'passwordLong'],
  [knownPasswordFault('old'), null],
  [knownPasswordFault(''), 'passwordMissing'],
  [knownPasswordFault('a'.repeat(129)), 'passwordLong'],
])('case %#', (found, expected) => {
  expect(found).toBe(expected);
});
