// Takes the data folder named on the command line, says so, and writes rows one by one until it is killed, printing the
// number of each that was acknowledged.
import { takeDataFolder } from '../../dataFolder.ts';
import { openPool } from '../../openPool.ts';

const dataFolder = await takeDataFolder(process.argv[2] ?? '');
const { pool } = await openPool({ dataFolder, logger: { warn: () => undefined } });
await pool.query('CREATE TABLE IF NOT EXISTS written (id int PRIMARY KEY)');
const { rows } = await pool.query<{ next: number }>('SELECT coalesce(max(id), 0) + 1 AS next FROM written');
for (let id = rows[0]?.next ?? 1; ; id++) {
  await pool.query('INSERT INTO written VALUES ($1)', [id]);
  process.stdout.write(`${id}\n`);
}
