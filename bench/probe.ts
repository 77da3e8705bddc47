// Loaded into a measured server beside its program: tells on a port of its own how the process is doing.
import { createServer } from 'node:http';
import { constants, setPriority } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { collectGarbage, watchLoad } from './load.ts';

const port = process.env.BENCH_PROBE_PORT;

if (process.env.BENCH_YIELDS !== undefined) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

if (isMainThread && port !== undefined) {
  const load = watchLoad();
  const server = createServer((request, response) => {
    if (request.url === '/reset') load.reset();
    if (request.url === '/collect') collectGarbage();
    response.end(JSON.stringify(load.read()));
  });
  server.listen(Number(port), '127.0.0.1').unref();
}
