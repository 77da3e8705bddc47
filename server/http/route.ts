import type { Person, Sessions } from '../auth/sessions.ts';
import type { Visitor } from '../auth/visitor.ts';
import { Refusal } from '../refusal.ts';

/** A request as a route sees it; nothing of it is parsed yet. */
export interface Asked {
  visitor: Visitor;
  body: unknown;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
}

export interface Answer {
  data: unknown;
  /** Set-Cookie lines. */
  cookies?: readonly string[];
  status?: 200 | 503;
}

/** One route under /api. Those that change something are POST, and only our own page may ask for them. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  /** A Response is sent as it is: what is no JSON, or too long to be in memory as a whole. */
  answer(asked: Asked): Promise<Answer | Response>;
}

/** What answers whole requests under /api of any method. Those that change something come from our own page only. */
export interface Passage {
  /** As Hono writes them. */
  paths: readonly string[];
  answer(request: Request, visitor: Visitor): Promise<Response>;
}

/** Who is signed in; throws a Refusal for strangers. */
export async function requirePerson(sessions: Sessions, visitor: Visitor): Promise<Person> {
  const person = await sessions.find(visitor);
  if (person === undefined) throw new Refusal('signed-out', 'Sign in first.');
  return person;
}
