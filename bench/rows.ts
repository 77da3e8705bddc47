import type { Row } from './row.ts';
import { firstToken } from './rows/firstToken.ts';
import { streams } from './rows/streams.ts';

/** In the order of the table. */
export const rows: readonly Row[] = [firstToken, streams];
