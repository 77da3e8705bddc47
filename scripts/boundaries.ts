// Checks who imports whom against .dependency-cruiser.cjs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

interface Cruise {
  summary: {
    totalCruised: number;
    totalDependenciesCruised: number;
    violations: { from: string; to: string; rule: { name: string; severity: string }; cycle?: { name: string }[] }[];
    ruleSetUsed?: { forbidden?: { name: string; comment?: string }[] };
  };
}

const layers = ['app', 'components', 'client', 'shared', 'server', 'agents'];
const folders = layers.filter((folder) => existsSync(folder));

const { stdout, stderr, error } = spawnSync(
  'depcruise',
  ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
  { encoding: 'utf8', maxBuffer: 512 * 1024 * 1024 },
);
if (error) throw error;
if (stdout === '') {
  console.error(stderr);
  process.exit(1);
}

const { summary } = JSON.parse(stdout) as Cruise;
for (const { from, to, rule, cycle } of summary.violations) {
  const why = summary.ruleSetUsed?.forbidden?.find(({ name }) => name === rule.name)?.comment ?? '';
  const way = cycle ? cycle.map(({ name }) => name).join(' → ') : to;
  console.error(`${from} → ${way}\n  ${rule.name}: ${why}`);
}
// A parser that does not understand the language reads nothing, finds nothing and calls that a success.
const unread = folders.length === 0 || summary.totalCruised === 0 || summary.totalDependenciesCruised === 0;
if (unread) console.error('No modules were read, so nothing was checked.');
console.log(
  `${summary.totalCruised} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.violations.length} violations`,
);
process.exitCode = unread || summary.violations.length > 0 ? 1 : 0;
