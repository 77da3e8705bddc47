// Fills the data folder named on the command line, in a process that may not make its files as large as it would like,
// until a write fails; then says in JSON what came of that and of the statements after it.
import { takeDataFolder } from '../../dataFolder.ts';
import { openPool } from '../../openPool.ts';

const warnings: string[] = [];
const dataFolder = await takeDataFolder(process.argv[2] ?? '');
const { pool, close } = await openPool({
  dataFolder,
  logger: { warn: (_details, message) => warnings.push(message) },
});
await pool.query('CREATE TABLE filling (id int, body text)');
await pool.query('CREATE TABLE small (id int)');
let written = 0;
let failure: unknown;
while (failure === undefined && written < 1000) {
  try {
    await pool.query(
      `INSERT INTO filling SELECT $1, string_agg(md5(random()::text), '') FROM generate_series(1, 20000)`,
      [written],
    );
    written++;
  } catch (error) {
    failure = error;
  }
}
const told =
  failure instanceof Error ? { message: failure.message, code: 'code' in failure && failure.code } : undefined;
await pool.query('INSERT INTO small VALUES (1)');
const { rows } = await pool.query(
  'SELECT (SELECT count(*)::int FROM filling) AS filling, count(*)::int AS small FROM small',
);
process.stdout.write(JSON.stringify({ written, told, rows, warnings }));
await close();
await dataFolder.release();
