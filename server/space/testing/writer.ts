import { randomBytes } from 'node:crypto';
import { openRepository } from '../repository.ts';

// Writes version after version into the repository of the folder that it is given, from the one it is given, and names
// each once it is there, until it is killed.
const [folder = '', given = ''] = process.argv.slice(2);
const repository = openRepository(folder);
const ada = { contactId: 'ada', name: 'Ada' };
let parent = given === '' ? null : given;
await repository.make();
for (let count = 0; ; count++) {
  const files = new Map<string, string>();
  // Some of what is written is always the same: what a killed writer has left of it must not be taken for whole.
  for (let at = 0; at < 4; at++) files.set(`src/${at}.txt`, await repository.put(Buffer.alloc(200_000, `same ${at} `)));
  files.set('random.bin', await repository.put(randomBytes(300_000)));
  files.set('count.txt', await repository.put(Buffer.from(String(count))));
  parent = await repository.commit({ parent, author: ada, committer: ada, message: `${count}`, at: Date.now(), files });
  process.stdout.write(`${parent}\n`);
}
