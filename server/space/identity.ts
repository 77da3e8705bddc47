import { ContactId } from '../../shared/ids.ts';

/** Who wrote a version: a person or an agent, by the name they had then. Empty where it was none of ours. */
export type Identity = { contactId: string; name: string };

type Signature = { name: string; email: string; timestamp: number; timezoneOffset: number };

/** Nobody's mail ever gets there. */
const HOST = 'waggle.invalid';
const LONGEST_NAME = 100;

/** How git keeps it. The address is made of the id: mail addresses are not told to whoever takes the files. */
export function signatureOf({ contactId, name }: Identity, at: number): Signature {
  const plain = name
    .replace(/[\p{C}<>]/gu, '')
    .trim()
    .slice(0, LONGEST_NAME);
  return {
    ...{ name: plain === '' ? contactId : plain, email: `${contactId}@${HOST}` },
    ...{ timestamp: Math.floor(at / 1000), timezoneOffset: 0 },
  };
}

export function identityOf({ name, email }: Pick<Signature, 'name' | 'email'>): Identity {
  const [contactId = '', host] = email.split('@');
  return { contactId: host === HOST && ContactId.safeParse(contactId).success ? contactId : '', name };
}
