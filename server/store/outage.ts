import { errorCodes } from './retry.ts';

/** SQLSTATE classes: connection lost, resources exhausted (a full disk too), shut down or cancelled by the operator. */
const CLASSES = ['08', '53', '57', '58'];
/** Prisma's own codes: not reached, too slow, closed, no connection left or no transaction in time. */
const PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P1018', 'P2024', 'P2028', 'P2037']);
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOSPC']);

/** Whether the database could not be reached or could not work, so that the same may succeed later. */
export function isOutage(error: unknown): boolean {
  return errorCodes(error).some(
    (code) =>
      NETWORK.has(code) || PRISMA.has(code) || (/^[0-9A-Z]{5}$/.test(code) && CLASSES.includes(code.slice(0, 2))),
  );
}
