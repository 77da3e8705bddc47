import type { ModelFacts, ModelFigures, PriceBand } from '../../shared/modelFigures.ts';

const AMOUNTS = ['input', 'output', 'cachedInput', 'cacheWrite'] as const;
export type Amount = (typeof AMOUNTS)[number];

const SIZES = ['1024x1024', '1536x1024', '1024x1536'] as const;
const QUALITIES = ['low', 'medium', 'high'] as const;

type TypedBand = { upTo: number | null } & Record<Amount, string>;
type TypedPicture = { size: string; quality: (typeof QUALITIES)[number]; price: string };

/** What stands in the fields of the form. */
export type TypedFigures = { bands: readonly TypedBand[]; pictures: readonly TypedPicture[]; context: string };

const NO_BAND: TypedBand = { upTo: null, input: '', output: '', cachedInput: '', cacheWrite: '' };

/** Writes numbers the person's way. */
type Write = (amount: number) => string;

/** What holds now: what was set, and of what was not the catalog's. */
export function holding({ catalog, set }: Pick<ModelFacts, 'catalog' | 'set'>): ModelFigures {
  return {
    price: set?.price ?? catalog.price,
    pictures: set?.pictures ?? catalog.pictures,
    contextTokens: set?.contextTokens ?? catalog.contextTokens,
  };
}

/** The form as it is before anybody types: of what is free every field is 0. */
export function typedOf(facts: ModelFacts, write: Write): TypedFigures {
  const { price, pictures, contextTokens } = holding(facts);
  const text = (amount: number | null) => (amount === null ? '' : write(amount));
  const free = { ...NO_BAND, input: write(0), output: write(0) };
  const bands = price?.bands.map((band) => ({
    upTo: band.upTo,
    input: text(band.input),
    output: text(band.output),
    cachedInput: text(band.cachedInput),
    cacheWrite: text(band.cacheWrite),
  }));
  const priceOf = (size: string, quality: string) =>
    pictures?.find((one) => one.size === size && one.quality === quality)?.price ?? null;
  return {
    bands: bands === undefined ? [NO_BAND] : bands.length === 0 ? [free] : bands,
    pictures: facts.draws
      ? SIZES.flatMap((size) => QUALITIES.map((quality) => ({ size, quality, price: text(priceOf(size, quality)) })))
      : [],
    context: contextTokens === null ? '' : String(contextTokens),
  };
}

/** Null for an empty field, undefined for what is no amount. */
export function amountOf(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,6}(\.\d{1,6})?$/.test(plain) ? Number(plain) : undefined;
}

/** Null for an empty field, undefined for what is no number of tokens. */
export function tokensOf(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s.,’']/g, '');
  if (plain === '') return null;
  return /^[1-9]\d{0,8}$/.test(plain) ? Number(plain) : undefined;
}

/** Whether anything that was typed is 0, which has to be confirmed. */
export function hasZero({ bands, pictures }: TypedFigures): boolean {
  const texts = [...bands.flatMap((band) => AMOUNTS.map((of) => band[of])), ...pictures.map(({ price }) => price)];
  return texts.some((text) => amountOf(text) === 0);
}

/** Whether a field of a price is wrong: no amount, or none where one of the others is there and this one must be. */
export function isWrong(band: TypedBand, of: Amount): boolean {
  const amount = amountOf(band[of]);
  if (amount !== null) return amount === undefined;
  return (of === 'input' || of === 'output') && AMOUNTS.some((one) => band[one].trim() !== '');
}

/** What to say of a model; null in it is what the catalog says. Undefined where something typed is wrong. */
export function figuresIn(typed: TypedFigures, before: TypedFigures, facts: ModelFacts): ModelFigures | undefined {
  const contextTokens = tokensOf(typed.context);
  const isRight =
    contextTokens !== undefined &&
    typed.bands.every((band) => AMOUNTS.every((of) => !isWrong(band, of))) &&
    typed.pictures.every(({ price }) => amountOf(price) !== undefined);
  if (!isRight) return undefined;
  const bands = typed.bands.flatMap((band) => bandOf(band) ?? []);
  const pictures = typed.pictures.flatMap(({ size, quality, price }) => {
    const amount = amountOf(price);
    return typeof amount === 'number' ? [{ size, quality, price: amount }] : [];
  });
  const { set } = facts;
  return {
    price: same(typed.bands, before.bands) ? (set?.price ?? null) : bands.length === 0 ? null : { bands },
    pictures: same(typed.pictures, before.pictures) ? (set?.pictures ?? null) : pictures.length === 0 ? null : pictures,
    contextTokens: typed.context === before.context ? (set?.contextTokens ?? null) : contextTokens,
  };
}

function bandOf(typed: TypedBand): PriceBand | undefined {
  const [input, output] = [amountOf(typed.input), amountOf(typed.output)];
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  const { upTo } = typed;
  return {
    upTo,
    input,
    output,
    cachedInput: amountOf(typed.cachedInput) ?? null,
    cacheWrite: amountOf(typed.cacheWrite) ?? null,
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
