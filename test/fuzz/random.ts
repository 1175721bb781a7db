// A seeded source of choices: the same seed gives the same cases on every machine.

export interface Random {
  /** 0 … below − 1. */
  int: (below: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(from: readonly T[]) => T;
  /** By weight. */
  weighted: <T>(from: readonly (readonly [weight: number, value: T])[]) => T;
  /** A list of 0 … most values. */
  list: <T>(most: number, make: () => T) => T[];
}

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const pick = <T>(from: readonly T[]): T => {
    const value = from[int(from.length)];
    if (value === undefined) throw new RangeError('nothing to pick from');
    return value;
  };
  return {
    int,
    chance: (probability) => next() < probability,
    pick,
    weighted(from) {
      let at = int(from.reduce((sum, [weight]) => sum + weight, 0));
      for (const [weight, value] of from) {
        if (at < weight) return value;
        at -= weight;
      }
      throw new RangeError('weights must be whole numbers over 0');
    },
    list: (most, make) => Array.from({ length: int(most + 1) }, make),
  };
}
