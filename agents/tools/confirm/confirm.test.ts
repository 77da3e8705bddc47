import { expect, test } from 'vitest';
import { roster, specialistById } from '../../roster/roster.ts';
import { confirmTool } from './confirm.ts';

test('what was understood is for the person alone to confirm, and for the health agent to ask', () => {
  const tool = confirmTool();
  expect(tool).toMatchObject({ effect: 'write', personal: true });
  expect(tool.input.safeParse({ understood: ' ' }).success).toBe(false);
  expect(roster.filter(({ tools }) => tools.includes('confirm_understanding'))).toEqual([specialistById('health')]);
  expect(specialistById('health')?.instructions).toMatch(/understood of them confirmed by the person/);
});
