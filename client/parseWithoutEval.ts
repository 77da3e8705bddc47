import * as z from 'zod/mini';

// zod otherwise tries, when the first schema is made, whether it may compile code; the page's policy forbids that and
// the browser would report it. So this is imported before any schema.
z.config({ jitless: true });
