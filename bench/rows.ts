import type { Row } from './row.ts';
import { firstToken } from './rows/firstToken.ts';

/** In the order of the table. */
export const rows: readonly Row[] = [firstToken];
