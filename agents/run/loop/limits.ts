/** How far one step may go; `graceMs` is what a tool has to stop once it was told to. */
export type LoopLimits = { rounds: number; callsPerRound: number; graceMs: number };

export const LIMITS: LoopLimits = { rounds: 12, callsPerRound: 8, graceMs: 2_000 };
