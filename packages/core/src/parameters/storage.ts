/** Where the numbers of a leaf lie in the user's memory. */
export interface Storage {
  /** Whose memory: an ArrayBuffer, an array, a tensor. */
  readonly owner: object;
  /** First position, inclusive, and last, exclusive: bytes of a buffer, entries of an array. */
  readonly from: number;
  readonly to: number;
  /** The positions themselves, where there are gaps between them. */
  positions?(): ReadonlySet<number>;
}

export function shares(a: Storage, b: Storage): boolean {
  if (a.owner !== b.owner || a.from >= b.to || b.from >= a.to) return false;
  const [mine, others] = [a.positions?.(), b.positions?.()];
  // Without gaps on either side, ranges that meet share what lies where they meet.
  if (!mine || !others) return true;
  for (const position of mine) if (others.has(position)) return true;
  return false;
}
