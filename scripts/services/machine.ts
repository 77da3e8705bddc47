import * as debian from '../prepare/packages.mjs';

export { findProgram, isProgram } from '../prepare/packages.mjs';

/** What is missing on this machine, and why it could not be put there. */
export class Missing extends Error {}

export function inCi(): boolean {
  return process.env.CI === 'true' || process.env.CI === '1';
}

/** Installs Debian packages where that can be done without asking anybody; throws Missing where it can't. */
export async function installPackages(what: string, packages: string[]): Promise<void> {
  const reason = debian.whyNoPackages();
  if (reason !== undefined) throw new Missing(`${what} is not installed and ${reason}`);
  const began = performance.now();
  process.stdout.write(`Installing ${what} … `);
  const failure = await debian.installPackages(packages);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(failure === undefined ? `${seconds} s` : `failed after ${seconds} s`);
  if (failure !== undefined) throw new Missing(`${what} could not be installed with apt-get:\n${failure}`);
}
