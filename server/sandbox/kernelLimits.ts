import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

type KernelLimits = { cpuSeconds: number; dataMb: number };

/**
 * Has the kernel of Linux hold a process that has loaded all it needs: it opens nothing any more (no file, no socket), starts
 * nothing, writes no file, and is ended past its processor time and memory. Throws where there is no `prlimit`.
 */
export async function limitInKernel(pid: number, { cpuSeconds, dataMb }: KernelLimits): Promise<void> {
  const bytes = dataMb * 1024 * 1024;
  const limits = ['--nofile=0:0', '--nproc=0:0', '--fsize=0:0', '--core=0:0', `--cpu=${cpuSeconds}:${cpuSeconds}`];
  await run('prlimit', ['--pid', String(pid), ...limits, `--data=${bytes}:${bytes}`], {
    env: { PATH } as unknown as NodeJS.ProcessEnv,
  });
}
