/** Entries of one leaf that move together. */
export interface Part {
  readonly leaf: number;
  /** Entries that move. */
  readonly count: number;
  /** The first of them. */
  readonly first: number;
  /** All of them, ascending, when they do not lie side by side. */
  readonly indices?: ArrayLike<number>;
  /**
   * Writes how far the moving entries from … to − 1 go per unit of t, in units of the parameter, to out[0] onwards: chunk by
   * chunk, so that a direction over millions of entries needs no memory of its own.
   */
  fill(out: Float64Array, from: number, to: number): void;
}

/** A line through the point: every sample lies at `point + t · direction`. */
export interface Direction {
  readonly parts: readonly Part[];
  /** Σ |component| over all parts, units of the parameters. */
  readonly length: number;
}

/** Entries whose components are written at a time. */
export const CHUNK = 1024;

/** One evaluation that a plan asks for. The probe fills in what it found. */
export interface Sample {
  readonly direction: Direction;
  /** Position along the direction. */
  readonly t: number;
  /** Value of the function there; NaN also when the point lies outside the bounds. */
  value: number;
  /** Claimed change of the value, over the points that were really stored. */
  linear: number;
  /** Σ |stored − point| over the entries, in units of the parameter. */
  width: number;
}

/** A computation that asks for batches of samples. It never calls the user's function itself. */
export type Plan<T> = Generator<readonly Sample[], T, void>;

export function sampleAt(direction: Direction, t: number): Sample {
  return { direction, t, value: Number.NaN, linear: 0, width: 0 };
}

/**
 * Advances many plans together: each round asks for the samples of all that are not finished, in one batch, so that a
 * batch is as wide as the driver may want it. The order of results is the order of the plans.
 */
export function* lockstep<T>(plans: readonly Plan<T>[]): Plan<T[]> {
  const results = new Array<T>(plans.length);
  let running: number[] = [];
  let batch: Sample[] = [];
  const advance = (k: number): void => {
    const step = plans[k]!.next();
    if (step.done) {
      results[k] = step.value;
      return;
    }
    running.push(k);
    for (const sample of step.value) batch.push(sample);
  };
  for (let k = 0; k < plans.length; k++) advance(k);
  while (running.length > 0) {
    yield batch;
    const previous = running;
    running = [];
    batch = [];
    for (const k of previous) advance(k);
  }
  return results;
}
