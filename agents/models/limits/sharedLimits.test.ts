import { createOwnLimits, type SharedLimits } from './sharedLimits.ts';
import { limitsConformance } from './testing/limitsConformance.ts';

limitsConformance('in one process', async () => {
  let only: SharedLimits | undefined;
  return { open: async (rateOf, now) => (only ??= createOwnLimits(rateOf, now)) };
});
