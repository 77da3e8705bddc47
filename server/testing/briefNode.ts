import { join } from 'node:path';

/**
 * Node's flags for a process of a test: it ends too soon to have anything of optimised WebAssembly, which takes an
 * embedded database as much of the processor as all else it does.
 */
export const BRIEF_FLAGS = [
  '--disable-warning=ExperimentalWarning',
  '--liftoff-only',
  '--max-semi-space-size=64',
  '--min-semi-space-size=16',
  '--single-threaded-gc',
] as const;

/** Where processes of tests find what others of them have compiled. */
export const BRIEF_ENV = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'waggle', 'compile'),
} as const;
