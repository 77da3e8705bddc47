import { spawnSync } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What is missing on this machine, and why it could not be put there. */
export class Missing extends Error {}

export function inCi(): boolean {
  return process.env.CI === 'true' || process.env.CI === '1';
}

/** The first of the named programs that is on the PATH. */
export function findProgram(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Installs Debian packages where that can be done without asking anybody; throws Missing where it can't. */
export function installPackages(what: string, packages: string[]): void {
  const reason = reasonNotToInstall();
  if (reason !== undefined) throw new Missing(`${what} is not installed and ${reason}`);
  const began = performance.now();
  process.stdout.write(`Installing ${what} … `);
  if (readdirSync('/var/lib/apt/lists').filter((name) => name.endsWith('Packages')).length === 0) apt('update');
  let result = install(packages);
  if (result.status !== 0) {
    apt('update');
    result = install(packages);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(result.status === 0 ? `${seconds} s` : `failed after ${seconds} s`);
  if (result.status !== 0) {
    const end = `${result.stdout}${result.stderr}`.trimEnd().split('\n').slice(-10).join('\n');
    throw new Missing(`${what} could not be installed with apt-get:\n${end}`);
  }
}

function reasonNotToInstall(): string | undefined {
  if (!isDebian()) return 'can be installed by itself only on Debian and its relatives';
  if (!findProgram('apt-get')) return 'there is no apt-get';
  if (process.getuid?.() !== 0) return 'only root may install it';
  return undefined;
}

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

function install(packages: string[]) {
  return apt('install', '--yes', '--no-install-recommends', ...packages);
}

function apt(...args: string[]) {
  return spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    encoding: 'utf8',
    // The run level keeps Debian from starting a server of its own: the tests start theirs, and end them.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    maxBuffer: 64 * 1024 * 1024,
  });
}
