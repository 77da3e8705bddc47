import type { Device } from '../client/testing/device.ts';
import { newId } from '../shared/ids.ts';
import { invite } from './devices.ts';
import { ADMIN, type Person, test } from './waggleTest.ts';

/**
 * As `test`, in the workspace that all journeys of a worker share, which saves a server's start. For what changes
 * nothing that another journey could meet, and neither ends the server: the account has joined and may no more than
 * others; the people of journeys before are there too, though not in its chats.
 */
export const memberTest = test.extend<{ member: Person; memberDevice: Device }>({
  server: async ({ workspace }, use) => use(workspace.server),
  account: async ({ workspace }, use) =>
    use({ ...ADMIN, email: `ada-${newId()}@example.org`, invite: workspace.invite }),
  invited: async ({ adminDevice, workspace }, use) =>
    use((chatId) => (chatId === null ? Promise.resolve(workspace.invite) : invite(adminDevice, chatId))),
  member: ({ admin }, use) => use(admin),
  memberDevice: ({ adminDevice }, use) => use(adminDevice),
});
