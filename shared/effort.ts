import * as z from 'zod/mini';

/** How much a model is told to think before it answers. */
export const Effort = z.enum(['low', 'medium', 'high']);
export type Effort = z.infer<typeof Effort>;
