import * as z from 'zod';

export const IMAGE_SIZES = ['1024x1024', '1536x1024', '1024x1536'] as const;
export type ImageSize = (typeof IMAGE_SIZES)[number];

export const IMAGE_QUALITIES = ['low', 'medium', 'high'] as const;
export type ImageQuality = (typeof IMAGE_QUALITIES)[number];

const PerImage = z.strictObject({
  size: z.enum(IMAGE_SIZES),
  quality: z.enum(IMAGE_QUALITIES),
  /** US dollars. */
  price: z.number().nonnegative(),
});

/** What one picture costs; null where nobody knows it, which is never the same as free. */
export const ImagePrice = z
  .strictObject({
    source: z.string().min(1),
    asOf: z.iso.date(),
    until: z.iso.date().optional(),
    perImage: z.array(PerImage).min(1),
  })
  .nullable();
export type ImagePrice = z.infer<typeof ImagePrice>;

const MICROS = 1_000_000;

/** In millionths of a US dollar, rounded up; null where nobody knows it. */
export function imageCost(
  price: ImagePrice,
  { size, quality }: { size: ImageSize; quality: ImageQuality },
): number | null {
  const found = price?.perImage.find((one) => one.size === size && one.quality === quality);
  return found === undefined ? null : Math.ceil(Number((found.price * MICROS).toFixed(3)));
}
