import type { Auth } from './auth.ts';
import { headersOf, type Visitor } from './visitor.ts';

/** Somebody signed in. */
export type Person = { userId: string; sessionId: string };

export interface Sessions {
  /** Who the visitor is; undefined for a stranger. Leaves the session as it is. */
  find(visitor: Visitor): Promise<Person | undefined>;
  /** The same, and prolongs the session once a day; `cookies` go back to the browser. */
  renew(visitor: Visitor): Promise<{ person: Person | undefined; cookies: string[] }>;
}

export function createSessions(auth: Auth): Sessions {
  async function read(visitor: Visitor, disableRefresh: boolean) {
    const { response, headers } = await auth.api.getSession({
      headers: headersOf(visitor),
      query: { disableRefresh },
      returnHeaders: true,
    });
    const person = response === null ? undefined : { userId: response.user.id, sessionId: response.session.id };
    return { person, cookies: headers.getSetCookie() };
  }

  return {
    find: async (visitor) => (await read(visitor, true)).person,
    renew: (visitor) => read(visitor, false),
  };
}
