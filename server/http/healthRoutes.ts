import type { Health } from '../../shared/http.ts';
import type { Route } from './route.ts';

/** Asks one part whether it works: nothing, or a sentence on why not. */
export type Check = () => Promise<string | undefined>;

export type HealthFacts = Omit<Health, 'ready' | 'problems' | 'providers'> & { providers: () => string[] };

type Parts = { facts: HealthFacts; checks: readonly Check[] };

/** Ready, or why not; for the people and the machines that look after a server. */
export function healthRoutes({ facts, checks }: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/health',
      async answer() {
        const results = await Promise.all(checks.map((check) => check()));
        const problems = results.filter((problem) => problem !== undefined);
        const ready = problems.length === 0;
        const health: Health = { ...facts, ready, problems, providers: facts.providers() };
        return { data: health, status: ready ? 200 : 503 };
      },
    },
  ];
}
