import { ContactName } from '../../shared/contact.ts';
import { Email, Password } from '../../shared/http.ts';
import { cleanName } from '../../shared/text.ts';

/** What is wrong with a field, before anything is sent; worded as `auth.fault.*`. */
export type Fault = 'name' | 'nameLong' | 'email' | 'password' | 'passwordLong' | 'passwordMissing';

export function nameFault(name: string): Fault | null {
  if (ContactName.safeParse(name).success) return null;
  return cleanName(name) === '' ? 'name' : 'nameLong';
}

export function emailFault(email: string): Fault | null {
  return Email.safeParse(email.trim()).success ? null : 'email';
}

/** A password that is being chosen. */
export function passwordFault(password: string): Fault | null {
  if (Password.safeParse(password).success) return null;
  return password.length < 8 ? 'password' : 'passwordLong';
}

/** A password that is there already and may be older than today's rules. */
export function knownPasswordFault(password: string): Fault | null {
  if (password === '') return 'passwordMissing';
  return password.length > 128 ? 'passwordLong' : null;
}
