import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, so that none of them is left when the others are done: half a minute to two, each. */
const LONGEST = [
  'server/socket/matrix.integration.test.ts',
  'server/faults/faults.integration.test.ts',
  'server/main.integration.test.ts',
  'server/runs/crash.integration.test.ts',
  'client/waggle.integration.test.ts',
  'server/files/killed.integration.test.ts',
  'server/auth/accounts.integration.test.ts',
  'server/store/embedded/embedded.integration.test.ts',
  'server/store/embedded/createDatabase.integration.test.ts',
  'server/http/http.integration.test.ts',
];

/** The usual order, but for those that take longest, which are begun first. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = LONGEST.indexOf(relative(this.ctx.config.root, moduleId));
      return at === -1 ? LONGEST.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
