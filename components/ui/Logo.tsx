/** Waggle's mark: a bee that is a cell of the comb. Decorative; drawn as in public/favicon.svg. */
export function Logo({ size = 40 }: { size?: number }) {
  return (
    <img src="/favicon.svg" alt="" width={size} height={size} className="shrink-0 select-none" draggable={false} />
  );
}
