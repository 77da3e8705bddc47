// Says what a child may not say: a line that is none of ours, or one without end.
import { writeSync } from 'node:fs';

const write = (text: string) => writeSync(1, text);
write('{"kind":"ready"}\n');
if (process.argv[2] === 'flood') {
  const part = 'x'.repeat(1 << 20);
  for (;;) write(part);
}
write('{"kind":"done","result":5,"__proto__":{"kind":"ready"}}\n');
for (;;) write('{"kind":"ready"}\n');
