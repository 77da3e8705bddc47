import type { Pool } from 'pg';
import { z } from 'zod';
import { Price } from '../../agents/models/catalog/catalogData.ts';
import { ImagePrice } from '../../agents/models/catalog/imagePrice.ts';
import type { SetFigures } from '../../agents/models/catalog/setFigures.ts';

type Queryable = Pick<Pool, 'query'>;

const Kept = z.object({
  model: z.string(),
  price: Price,
  imagePrice: ImagePrice,
  contextTokens: z.nullable(z.int().positive()),
  setAt: z.date(),
  /** The name of who set it; null where they are gone. */
  by: z.nullable(z.string()),
});
/** What an admin says of a model, with when and who. */
export type KeptFigures = z.infer<typeof Kept>;

export async function readModelFigures(pool: Queryable): Promise<KeptFigures[]> {
  const { rows } = await pool.query(
    `select model, price, "imagePrice", "contextTokens", "setAt", "user".name as by
     from model_figure left join "user" on "user".id = "setBy" order by model`,
  );
  return z.array(Kept).parse(rows);
}

const WRITE = `
  insert into model_figure (model, price, "imagePrice", "contextTokens", "setBy", "setAt")
  values ($1, $2::jsonb, $3::jsonb, $4, $5, $6)
  on conflict (model) do update set price = excluded.price, "imagePrice" = excluded."imagePrice",
    "contextTokens" = excluded."contextTokens", "setBy" = excluded."setBy", "setAt" = excluded."setAt"`;

/** Says it in place of what was said before. */
export async function writeModelFigures(
  pool: Queryable,
  figures: SetFigures & { setBy: string; setAt: Date },
): Promise<void> {
  const { model, price, imagePrice, contextTokens, setBy, setAt } = figures;
  await pool.query(WRITE, [model, jsonOf(price), jsonOf(imagePrice), contextTokens, setBy, setAt]);
}

export async function forgetModelFigures(pool: Queryable, model: string): Promise<void> {
  await pool.query('delete from model_figure where model = $1', [model]);
}

function jsonOf(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
