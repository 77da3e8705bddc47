// npm run bench [-- --row name] [-- --quick]: measures and prints the table; see bench/README.md.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from './figures.ts';
import { forms } from './forms.ts';
import { rows } from './rows.ts';
import { printTable } from './table.ts';

const { values } = parseArgs({ options: { row: { type: 'string', multiple: true }, quick: { type: 'boolean' } } });
const wanted = values.row ?? rows.map((row) => row.name);
const unknown = wanted.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. There are: ${rows.map((row) => row.name).join(', ')}.`);
  process.exit(2);
}

// What a row has started ends with this process where it exits, not where a signal ends it.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

const quick = values.quick === true;
const cores = availableParallelism();
console.log(`${cores} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}${quick ? ', quick' : ''}`);
if (forms.length === 1) {
  console.log('Embedded only. For PostgreSQL and Redis too: npm run test:services -- npm run bench');
}

const table: { row: string; form: string; figure: Figure }[] = [];
for (const row of rows.filter(({ name }) => wanted.includes(name))) {
  for (const form of row.on === 'once' ? forms.slice(0, 1) : forms) {
    const began = performance.now();
    const label = row.on === 'once' ? '' : form.name;
    try {
      for (const figure of await row.run(form, { quick })) table.push({ row: row.name, form: label, figure });
      console.log(`✓ ${row.name} ${label} ${((performance.now() - began) / 1000).toFixed(0)} s`);
    } catch (error) {
      console.error(`✗ ${row.name} ${label} could not be measured:`, error);
      process.exitCode = 1;
    }
  }
}
printTable(table);
process.exit();
