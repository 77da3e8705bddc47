/** Logs a fault for whoever looks into the browser's console; never with texts of people in it. */
export function warn(what: string, cause?: unknown): void {
  // oxlint-disable-next-line no-console -- a browser has no other log
  console.warn(`waggle: ${what}`, ...(cause === undefined ? [] : [cause]));
}
