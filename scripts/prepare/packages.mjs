import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What tests run against: the variable that names one that is there, its programs, and the Debian packages that bring it. */
const TESTED_AGAINST = [
  { given: 'TEST_DATABASE_URL', programs: ['postgres'], packages: ['postgresql'] },
  { given: 'TEST_REDIS_URL', programs: ['redis-server', 'valkey-server'], packages: ['redis-server'] },
  {
    given: 'CHROMIUM_PATH',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: ['chromium', 'fonts-dejavu-core'],
  },
  { given: 'CHROMIUM_SHELL_PATH', programs: ['chromium-headless-shell'], packages: ['chromium-headless-shell'] },
  { given: 'NGINX_PATH', programs: ['nginx'], packages: ['nginx'] },
  { given: 'CADDY_PATH', programs: ['caddy'], packages: ['caddy'] },
];

/**
 * Installs together what tests run against and is not there, where that can be done without asking anybody. Whoever needs
 * what is still not there afterwards installs it by itself, and says why it can't.
 */
export async function installTestPackages() {
  const wanted = TESTED_AGAINST.filter(({ given, programs }) => !process.env[given] && !isThere(programs));
  if (wanted.length === 0 || whyNoPackages() !== undefined) return;
  await installPackages(wanted.flatMap(({ packages }) => packages));
}

/** @param {readonly string[]} programs */
function isThere(programs) {
  if (findProgram(...programs) !== undefined) return true;
  // Where Debian keeps the programs of servers, which are not on everybody's PATH.
  const folders = ['/usr/sbin', ...subfolders('/usr/lib/postgresql').map((version) => join(version, 'bin'))];
  return programs.some((program) => folders.some((folder) => isProgram(join(folder, program))));
}

/** @param {string} folder */
function subfolders(folder) {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}

/**
 * Installs Debian packages; gives back the end of what was said where that failed.
 *
 * @param {readonly string[]} packages
 * @returns {Promise<string | undefined>}
 */
export async function installPackages(packages) {
  if (readdirSync('/var/lib/apt/lists').filter((name) => name.endsWith('Packages')).length === 0) await apt('update');
  const install = () => apt('install', '--yes', '--no-install-recommends', ...packages);
  let { code, said } = await install();
  if (code !== 0) {
    await apt('update');
    ({ code, said } = await install());
  }
  return code === 0 ? undefined : said.trimEnd().split('\n').slice(-10).join('\n');
}

/** Why Debian packages can't be installed here without asking anybody; undefined where they can. */
export function whyNoPackages() {
  if (!isDebian()) return 'can be installed by itself only on Debian and its relatives';
  if (!findProgram('apt-get')) return 'there is no apt-get';
  if (process.getuid?.() !== 0) return 'only root may install it';
  return undefined;
}

/**
 * The first of the named programs that is on the PATH.
 *
 * @param {...string} names
 * @returns {string | undefined}
 */
export function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/**
 * @param {string} path
 * @returns {boolean}
 */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/**
 * @param {...string} args
 * @returns {Promise<{ code: number | null, said: string }>}
 */
function apt(...args) {
  return new Promise((resolve) => {
    const child = spawn('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // The run level keeps Debian from starting a server of its own: the tests start theirs, and end them.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
    let said = '';
    const collect = (/** @type {string} */ chunk) => {
      said = (said + chunk).slice(-10_000);
    };
    child.stdout.setEncoding('utf8').on('data', collect);
    child.stderr.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ code: null, said: error.message }));
    child.on('close', (code) => resolve({ code, said }));
  });
}
