import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { builtIn } from '../../agents/models/catalog/builtIn.ts';
import type { CatalogData } from '../../agents/models/catalog/catalogData.ts';
import { overlay } from '../../agents/models/catalog/overlay.ts';
import { ProviderId } from '../../shared/provider.ts';

/** What the owner of a server knows of models, in the data folder; it has the form of the catalog that comes along. */
const FILE = 'models.json';

/**
 * The catalog of models with what the data folder's `models.json` lays over it. A file with anything wrong in it counts for
 * nothing, and the log says what is wrong and on which line.
 */
export async function readModelCatalog(dataDir: string, logger: Pick<Logger, 'info' | 'error'>): Promise<CatalogData> {
  const path = join(dataDir, FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      logger.error({ err: error, path }, `${FILE} can not be read: the models are those that come along`);
    }
    return builtIn;
  }
  const laid = overlay(builtIn, text);
  const unnamable = laid.ok ? laid.catalog.providers.filter(({ id }) => !ProviderId.safeParse(id).success) : [];
  if (!laid.ok || unnamable.length > 0) {
    const problems = laid.ok
      ? unnamable.map(({ id }) => `the provider ${id}: only a-z, 0-9 and hyphens`)
      : laid.problems.map(({ line, path: at, problem }) => `line ${line}${at === '' ? '' : `, ${at}`}: ${problem}`);
    logger.error({ path, problems }, `${FILE} has mistakes: the models are those that come along`);
    return builtIn;
  }
  logger.info({ path, models: laid.catalog.models.length }, `${FILE} was laid over the catalog of models`);
  return laid.catalog;
}
