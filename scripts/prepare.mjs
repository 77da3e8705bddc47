// Brings a checkout to the point where it can start, test or be developed, doing only what is missing or stale.
// Plain JavaScript without dependencies: npm runs it before anything is installed, on whatever Node is there.
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './prepare/lock.mjs';
import { installTestPackages } from './prepare/packages.mjs';
import { runStep, StepFailed, stopSteps } from './prepare/run.mjs';
import { hashOf, readStamp, removeStamp, writeStamp } from './prepare/stamp.mjs';

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

/** @type {Record<string, (() => Promise<void>)[]>} */
const stepsOf = {
  start: [install, generate, emojis, build],
  test: [() => whileInstalling(installTestPackages), generate, emojis, build],
  dev: [install, generate, emojis],
  check: [install, generate],
};

const pageSources = [
  'app',
  'components',
  'client',
  'shared',
  'messages',
  'public',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'scripts/buildServiceWorker.ts',
  'scripts/compressPage.ts',
  'server/page',
];
const writtenByTheBuild = [join('public', 'sw.js'), join('public', 'sw.js.map')];

const localNode = resolve('node_modules', '.bin', 'node');

async function install() {
  const wanted = hashOf(['package-lock.json']);
  if (existsSync(localNode) && (readStamp('install') === wanted || isInstalled())) {
    if (readStamp('install') !== wanted) writeStamp('install', wanted);
    return;
  }
  removeStamp('install');
  await runStep('Installing packages', npm('ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'), {
    PATH: pathWithoutPackages(),
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  });
  if (!existsSync(localNode)) {
    throw new StepFailed(
      'Installing packages left no Node in node_modules/.bin: the install script of the package "node" did not run.\n' +
        'Is "ignore-scripts" set in your npm configuration?',
    );
  }
  writeStamp('install', wanted);
}

/**
 * npm waits for the network most of the time, and so does what goes on meanwhile.
 *
 * @param {() => Promise<void>} meanwhile
 */
async function whileInstalling(meanwhile) {
  await Promise.all([install(), meanwhile()]);
}

/** Whether node_modules already holds what the lock file says, as after an `npm install` by hand. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages(join('node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || (present[path] ? present[path].version === entry.version : entry.optional || entry.peer),
  );
}

/** @param {string} lockFile */
function readPackages(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function generate() {
  const schema = join('prisma', 'schema.prisma');
  if (!existsSync(schema)) return;
  const wanted = hashOf([schema, 'prisma.config.ts', join('node_modules', 'prisma', 'package.json')]);
  const output = /^\s*output\s*=\s*"([^"]+)"/m.exec(readFileSync(schema, 'utf8'))?.[1];
  if (readStamp('generate') === wanted && output && existsSync(resolve('prisma', output))) return;
  removeStamp('generate');
  await runStep('Generating the database client', [localNode, packageFile('prisma', 'build/index.js'), 'generate'], {
    // The engine is only wanted for commands not used here and can't be fetched everywhere; any executable will do.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  });
  writeStamp('generate', wanted);
}

async function emojis() {
  const script = join('scripts', 'buildEmojis.ts');
  const wanted = hashOf([script, join('node_modules', 'emojibase-data', 'package.json')]);
  if (readStamp('emojis') === wanted && existsSync(join('public', 'emoji', 'en', 'shortcodes.json'))) return;
  removeStamp('emojis');
  await runStep('Gathering emojis', [localNode, '--disable-warning=ExperimentalWarning', script]);
  writeStamp('emojis', wanted);
}

async function build() {
  if (!existsSync('app')) return;
  const wanted = hashOf(pageSources, (path) => /\.test\.tsx?$/.test(path) || writtenByTheBuild.includes(path));
  if (readStamp('build') === wanted && existsSync(join('out', 'index.html'))) return;
  removeStamp('build');
  await runStep('Building the page', [localNode, packageFile('next', 'dist/bin/next'), 'build'], {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  const serviceWorker = join('scripts', 'buildServiceWorker.ts');
  if (existsSync(serviceWorker)) {
    await runStep('Building the service worker', [localNode, '--disable-warning=ExperimentalWarning', serviceWorker]);
  }
  const compression = join('scripts', 'compressPage.ts');
  await runStep('Compressing the page', [localNode, '--disable-warning=ExperimentalWarning', compression]);
  writeStamp('build', wanted);
}

/**
 * @param {string} name
 * @param {string} file
 */
function packageFile(name, file) {
  return join('node_modules', name, ...file.split('/'));
}

/**
 * The npm that called us, on the Node it runs on: the one in node_modules vanishes while npm installs.
 *
 * @param {...string} args
 * @returns {[string, ...string[]]}
 */
function npm(...args) {
  const { npm_node_execpath: node, npm_execpath: cli } = process.env;
  if (node && cli && cli.endsWith('.js') && existsSync(node) && !node.startsWith(resolve('node_modules'))) {
    return [node, cli, ...args];
  }
  return ['npm', ...args];
}

function pathWithoutPackages() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !folder.startsWith(resolve('node_modules'))).join(delimiter);
}

async function main() {
  const steps = stepsOf[process.argv[2] ?? ''];
  if (!steps) throw new StepFailed(`Usage: node scripts/prepare.mjs ${Object.keys(stepsOf).join('|')}`);
  const release = await takeLock(join('.cache', 'waggle', 'prepare.lock'), () => {
    console.log('Waiting for another Waggle in this folder to finish preparing …');
  });
  process.on('exit', release);
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.on(signal, () => {
      stopSteps();
      process.exit(code);
    });
  }
  for (const step of steps) await step();
}

try {
  await main();
} catch (error) {
  console.error(error instanceof StepFailed ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}
