import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gitFs } from '../gitFs.ts';

// Writes half of what it is given to the path that it is given, says so, and stays there until it is killed.
const [path = '', contents = ''] = process.argv.slice(2);
await mkdir(dirname(path), { recursive: true });
setInterval(() => undefined, 60_000);
async function* half() {
  yield contents.slice(0, contents.length / 2);
  // What was yielded is on the disk only once more is asked for.
  process.stdout.write('half\n');
  await new Promise<never>(() => undefined);
}
await gitFs(true).promises.writeFile(path, half());
