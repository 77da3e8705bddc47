import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Env, EnvError } from '../../env.ts';
import type { Logger } from '../../log.ts';
import { packageFolder } from '../sandboxChild.ts';
import { NO_WHEELS, readWheels, type Wheels } from './wheels.ts';

type Told = Pick<Logger, 'info' | 'warn' | 'error'>;

/** The folder within the data folder, where no other is set. */
const FOLDER = 'wheels';

/** Begins to look at the packages of Python; rejects where the folder that is set can not be read. */
export async function openWheels(
  env: Pick<Env, 'pythonWheels' | 'dataDir'>,
  logger: Told,
): Promise<{ read: Promise<Wheels> }> {
  const folder = env.pythonWheels ?? join(env.dataDir, FOLDER);
  try {
    await readdir(folder);
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && env.pythonWheels === undefined) return { read: Promise.resolve(NO_WHEELS) };
    const how = isMissing ? 'is not there' : `can not be read (${String(cause)})`;
    throw new EnvError(
      `Waggle can not start with these settings:\n  WAGGLE_PYTHON_WHEELS must be a folder that can be read; ${folder} ${how}`,
      { cause },
    );
  }
  return { read: look(folder, logger) };
}

async function look(folder: string, logger: Told): Promise<Wheels> {
  try {
    const wheels = await readWheels(folder, packageFolder('pyodide'));
    for (const problem of wheels.problems) logger.warn({ folder }, problem);
    if (wheels.packages.length > 0) logger.info({ folder, packages: wheels.packages.length }, 'Python has packages');
    return wheels;
  } catch (error) {
    logger.error({ err: error, folder }, 'the packages of Python can not be read: it has its standard library alone');
    return NO_WHEELS;
  }
}
