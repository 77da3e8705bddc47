import { newId } from '../../shared/ids.ts';
import { type User, UserRole } from '../../shared/contact.ts';
import type { Prisma, User as UserRow } from './generated/client.ts';
import type { Tx } from './transaction.ts';

/** A stored person as the others see them. */
export function userOf(row: UserRow): User {
  return { id: row.id, name: row.name, image: row.image, role: UserRole.parse(row.role) };
}

/** The account behind a password, as better-auth looks for it. */
const CREDENTIAL = 'credential';

export type NewUser = { name: string; email: string; passwordHash: string; role: UserRole };

/** Stores a person who signs in with a password; undefined where the e-mail address is taken. */
export async function addUser(tx: Tx, user: NewUser): Promise<UserRow | undefined> {
  const id = newId();
  const { count } = await tx.user.createMany({
    data: { id, name: user.name, email: user.email, role: user.role },
    skipDuplicates: true,
  });
  if (count === 0) return undefined;
  await tx.account.create({
    data: { id: newId(), accountId: id, providerId: CREDENTIAL, userId: id, password: user.passwordHash },
  });
  return tx.user.findUniqueOrThrow({ where: { id } });
}

type Reader = Pick<Tx, 'user'>;

export async function userById(reader: Reader, id: string): Promise<UserRow | null> {
  return reader.user.findUnique({ where: { id } });
}

export async function userByEmail(reader: Reader, email: string): Promise<UserRow | null> {
  return reader.user.findUnique({ where: { email } });
}

export async function isAdmin(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.user.findUnique({ where: { id }, select: { role: true } });
  return row !== null && UserRole.parse(row.role) === 'admin';
}

export async function updateUser(tx: Tx, id: string, data: Pick<Prisma.UserUpdateInput, 'name'>): Promise<void> {
  await tx.user.update({ where: { id }, data });
}

/**
 * Gives a person a role, unless they are the last admin. Every admin is locked first, so that of two who give up the
 * role at once one stays.
 */
export async function setUserRole(
  tx: Tx,
  id: string,
  role: UserRole,
): Promise<'set' | 'same' | 'unknown' | 'last-admin'> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    select id from "user" where role = 'admin' order by id for no key update`;
  const person = await tx.user.findUnique({ where: { id }, select: { role: true } });
  if (person === null) return 'unknown';
  if (person.role === role) return 'same';
  if (role === 'member' && admins.every((admin) => admin.id === id)) return 'last-admin';
  await tx.user.update({ where: { id }, data: { role } });
  return 'set';
}

/** The hash of a person's password; undefined where they have none. */
export async function passwordHashOf(reader: Pick<Tx, 'account'>, userId: string): Promise<string | undefined> {
  const row = await reader.account.findFirst({ where: { userId, providerId: CREDENTIAL }, select: { password: true } });
  return row?.password ?? undefined;
}

export async function setPasswordHash(tx: Tx, userId: string, password: string): Promise<void> {
  await tx.account.updateMany({ where: { userId, providerId: CREDENTIAL }, data: { password } });
}
