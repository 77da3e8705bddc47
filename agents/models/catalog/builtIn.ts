import { CatalogData } from './catalogData.ts';
import file from './models.json' with { type: 'json' };

/** The catalog that comes along. */
export const builtIn: CatalogData = CatalogData.parse(file);
