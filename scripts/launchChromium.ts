/**
 * How Playwright launches Chromium here: the browser at this path (its own, if there is none), with these
 * flags beside those that every machine without a screen needs.
 */
export function launchChromium(path: string | undefined, flags: readonly string[] = []) {
  return { ...(path ? { executablePath: path } : {}), args: [...ALWAYS, ...flags], env };
}

const ALWAYS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser that knows no UTF-8 saves nothing under a name with umlauts, whatever its machine is set to. */
const env = { ...process.env, ...(process.platform === 'linux' && { LC_ALL: 'C.UTF-8' }) };
