// Loaded before a server: its clock is wrong by so many milliseconds as CLOCK_OFF_MS says.
const off = Number(process.env.CLOCK_OFF_MS ?? 0);
const Right = Date;
const now = (): number => Right.now() + off;

globalThis.Date = new Proxy(Right, {
  construct: (target, args: unknown[], made) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, made) as object,
  apply: () => new Right(now()).toString(),
  get: (target, key, receiver) => (key === 'now' ? now : (Reflect.get(target, key, receiver) as unknown)),
});
