// Runs a command while PostgreSQL and Redis of its own are there for it:
//   npm run test:services -- npx vitest run server/store
import { spawn } from 'node:child_process';
import { startServices } from './services/services.ts';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  console.error('Usage: npm run test:services -- <command> …');
  process.exit(2);
}

const services = await startServices();
for (const sentence of services.missing) console.log(`Missing: ${sentence}`);
for (const [name, value] of Object.entries(services.env)) console.log(`${name}=${value}`);

const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...services.env } });
// Ctrl-C reaches the command by itself; we stay until it has ended, then end the servers.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.exitCode = await new Promise<number>((resolve) => {
  child.on('error', (error) => {
    console.error(error.message);
    resolve(127);
  });
  child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
});
await services.stop();
