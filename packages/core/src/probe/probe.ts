import { throwIfAborted } from '../abort.ts';
import { drive, type Effect, isThenable, settle } from '../effect.ts';
import { misuse } from '../errors.ts';
import { coordinateLabel } from '../parameters/paths.ts';
import type { FloatArray, Point, Workspace } from '../parameters/types.ts';
import { CHUNK, type Part, type Plan, type Sample } from '../plan/sample.ts';
import type { Claim } from '../subject/types.ts';
import { type Displacement, UserFunctionError } from '../user-function-error.ts';
import type { Memory } from './memory.ts';

export interface ProbeOptions {
  readonly concurrency: number;
  readonly maxEvaluations: number;
  readonly signal: AbortSignal | undefined;
  /** Called after every batch with the value calls made so far. */
  readonly onCalls: ((valueCalls: number) => void) | undefined;
  /** Values known from elsewhere, and kept for elsewhere. */
  readonly memory?: Memory | undefined;
}

/** Calls made on behalf of one check, shared by the probes of all its claims. */
export interface Counter {
  valueCalls: number;
  derivativeCalls: number;
}

/** Points up to this size are copied for every call: that costs nothing beside the call. */
const ALWAYS_FRESH = 256;
/** Coordinates named when a function throws; the others are only counted. */
const NAMED = 6;
/** Points up to this size are copied at least for the calls at the point itself; larger ones would not fit beside the others. */
const FRESH_AT_POINT = 2 ** 16;
/** Points in one call of `valueBatch`, and the entries that they may hold together. */
const BATCH = 64;
const BATCH_ENTRIES = 2 ** 24;

/** The user's function wrote to its argument although the first calls did not: the check starts again, on copies. */
export class LateMutation extends Error {
  readonly paths: readonly string[];

  constructor(paths: readonly string[]) {
    super('a function wrote to its argument');
    this.paths = paths;
  }
}
/** `maxEvaluations` is used up. */
export class BudgetSpent extends Error {}

/**
 * The one place that calls the user's function. Writes each sample to a private copy of the point, evaluates, and writes the
 * original bits back, whatever happens.
 */
export class Probe<P> {
  /** Power of two that every value is multiplied by: exact, and it makes 1e-300 and 1e300 ordinary. */
  scale = 1;
  /** Claimed derivative, one array per leaf, in the user's units. */
  claimed: readonly FloatArray[] = [];
  /** Paths that the user's functions were seen to write to. */
  readonly mutated: Set<string>;

  readonly #point: Point<P>;
  readonly #claim: Claim<P>;
  readonly #options: ProbeOptions;
  readonly #counter: Counter;
  readonly #slots: Workspace<P>[];
  readonly #pristine: readonly FloatArray[];
  readonly #components = new Float64Array(CHUNK);
  #fresh: boolean;
  #calls = 0;

  /** @param mutated - paths known to be written to: every call gets copies */
  constructor(
    point: Point<P>,
    claim: Claim<P>,
    options: ProbeOptions,
    counter: Counter,
    mutated: readonly string[] = [],
  ) {
    this.#point = point;
    this.#claim = claim;
    this.#options = options;
    this.#counter = counter;
    this.mutated = new Set(mutated);
    this.#fresh = mutated.length > 0 || point.size <= ALWAYS_FRESH;
    this.#slots = [point.workspace()];
    this.#pristine = point.leaves.map(leaf => leaf.values);
  }

  /** The value at the point, unscaled, called with a fresh copy. */
  *valueAtPoint(): Effect<number> {
    this.#spend();
    const workspace = this.#slots[0]!;
    const tree = workspace.tree(this.#freshAtPoint);
    try {
      return yield* settle(this.#claim.value(tree));
    } finally {
      this.#inspect(workspace, tree);
    }
  }

  /**
   * The claimed derivative at the point, called with a fresh copy.
   * @param borrow - the user's own arrays will do: they are valid until the next call
   */
  *derivativeAtPoint({ borrow = false }: { readonly borrow?: boolean } = {}): Effect<FloatArray[]> {
    throwIfAborted(this.#options.signal);
    this.#counter.derivativeCalls++;
    const workspace = this.#slots[0]!;
    const tree = workspace.tree(this.#freshAtPoint);
    try {
      return yield* settle(this.#claim.derivative(tree, borrow));
    } finally {
      this.#inspect(workspace, tree);
    }
  }

  get #freshAtPoint(): boolean {
    return this.#fresh || this.#point.size <= FRESH_AT_POINT;
  }

  /** The value of other parameters, unscaled. */
  *valueOf(data: readonly FloatArray[]): Effect<number> {
    this.#spend();
    return yield* this.#calledWith(data, tree => this.#claim.value(tree));
  }

  /** The claimed derivative of other parameters, and what the call left in its argument. */
  *derivativeOf(data: readonly FloatArray[]): Effect<{ derivative: FloatArray[]; left: FloatArray[] }> {
    throwIfAborted(this.#options.signal);
    this.#counter.derivativeCalls++;
    const point = this.#point;
    return yield* this.#calledWith(data, tree => {
      const derivative = this.#claim.derivative(tree);
      const withArgument = (found: FloatArray[]) => ({
        derivative: found,
        left: point.readDerivative(tree, 'the point'),
      });
      return isThenable(derivative)
        ? (derivative as PromiseLike<FloatArray[]>).then(withArgument)
        : withArgument(derivative as FloatArray[]);
    });
  }

  *#calledWith<T>(data: readonly FloatArray[], call: (tree: P) => T | PromiseLike<T>): Effect<T> {
    const workspace = this.#slots[0]!;
    const write = (arrays: readonly FloatArray[]): void => {
      for (const [k, values] of arrays.entries()) {
        workspace.data[k]!.set(values);
        workspace.touch(k);
      }
    };
    write(data);
    const tree = workspace.tree(true);
    try {
      return yield* settle(call(tree));
    } finally {
      write(this.#pristine);
      workspace.release(tree);
    }
  }

  /** Runs a plan to its end, evaluating what it asks for. */
  *run<T>(plan: Plan<T>): Effect<T> {
    let step = plan.next();
    while (!step.done) {
      yield* this.#batch(step.value);
      step = plan.next();
    }
    return step.value;
  }

  *#batch(samples: readonly Sample[]): Effect<void> {
    if (this.#claim.valueBatch) return yield* this.#inBatches(samples);
    const lanes = Math.min(this.#options.concurrency, samples.length);
    if (lanes > 1) return yield* this.#inLanes(samples, lanes);
    const workspace = this.#slots[0]!;
    for (const sample of samples) {
      const pending = this.#evaluate(workspace, sample);
      if (pending) yield pending;
    }
  }

  /** Several asynchronous calls in flight, each with a workspace of its own. */
  *#inLanes(samples: readonly Sample[], lanes: number): Effect<void> {
    while (this.#slots.length < lanes) this.#slots.push(this.#point.workspace());
    let next = 0;
    const self = this;
    function* lane(workspace: Workspace<P>): Effect<void> {
      try {
        while (next < samples.length) {
          const pending = self.#evaluate(workspace, samples[next++]!);
          if (pending) yield pending;
        }
      } catch (error) {
        // What one call throws ends the check: the other lanes finish what they began, and begin nothing.
        next = samples.length;
        throw error;
      }
    }
    const pending: PromiseLike<void>[] = [];
    const thrown: unknown[] = [];
    for (const workspace of this.#slots.slice(0, lanes)) {
      try {
        const begun = drive(lane(workspace));
        if (isThenable(begun)) pending.push(begun);
      } catch (error) {
        thrown.push(error);
      }
    }
    // A function that answers at once leaves nothing to wait for.
    const ended = pending.length > 0 ? yield* settle(Promise.allSettled(pending)) : [];
    for (const end of ended) if (end.status === 'rejected') thrown.push(end.reason);
    if (thrown.length > 0) throw thrown[0];
  }

  *#inBatches(samples: readonly Sample[]): Effect<void> {
    const workspace = this.#slots[0]!;
    const width = Math.max(1, Math.min(BATCH, Math.floor(BATCH_ENTRIES / this.#point.size)));
    for (let from = 0; from < samples.length; from += width) {
      const trees: P[] = [];
      try {
        yield* this.#callBatch(workspace, samples.slice(from, from + width), trees);
      } finally {
        for (const tree of trees) workspace.release(tree);
      }
      this.#options.onCalls?.(this.#counter.valueCalls);
    }
  }

  *#callBatch(workspace: Workspace<P>, chunk: readonly Sample[], trees: P[]): Effect<void> {
    const inside: Sample[] = [];
    for (const sample of chunk) {
      try {
        if (!this.#displace(workspace, sample) || this.#recall(sample)) continue;
        this.#spend();
        trees.push(workspace.tree(true));
        inside.push(sample);
      } finally {
        this.#restore(workspace, sample);
      }
    }
    if (inside.length === 0) return;
    const values = yield* this.#valuesAt(trees);
    if (values.length !== inside.length) {
      throw misuse('ERR_VALUE_TYPE', {
        what: `valueBatch() returned ${values.length} values for ${inside.length} points`,
        advice: ['Return one value per point, in their order.'],
      });
    }
    for (const [k, sample] of inside.entries()) {
      sample.value = values[k]! * this.scale;
      this.#options.memory?.keep(sample, values[k]!);
    }
  }

  *#valuesAt(trees: readonly P[]): Effect<ArrayLike<number>> {
    try {
      return yield* settle(this.#claim.valueBatch!(trees));
    } catch (error) {
      if (!(error instanceof UserFunctionError)) throw error;
      const place = { name: `a batch of ${trees.length} points`, moved: [], others: 0 };
      throw new UserFunctionError(error.member, error.cause, place);
    }
  }

  /** Evaluates one sample; a promise only when the user's function returns one. */
  #evaluate(workspace: Workspace<P>, sample: Sample): PromiseLike<void> | undefined {
    const fresh = this.#fresh;
    let tree: P | undefined;
    try {
      if (this.#displace(workspace, sample) && !this.#recall(sample)) {
        this.#spend();
        tree = workspace.tree(fresh);
        const result = this.#claim.value(tree);
        if (isThenable(result)) return this.#await(result, workspace, sample, tree, fresh);
        this.#finish(workspace, sample, tree, fresh, result as number);
      }
    } catch (error) {
      this.#clear(workspace, sample, tree);
      throw this.#located(error, sample);
    }
    this.#clear(workspace, sample, tree);
    return undefined;
  }

  async #await(
    result: PromiseLike<number>,
    workspace: Workspace<P>,
    sample: Sample,
    tree: P,
    fresh: boolean,
  ): Promise<void> {
    try {
      this.#finish(workspace, sample, tree, fresh, await result);
    } catch (error) {
      throw this.#located(error, sample);
    } finally {
      this.#clear(workspace, sample, tree);
    }
  }

  #clear(workspace: Workspace<P>, sample: Sample, tree: P | undefined): void {
    if (tree !== undefined) workspace.release(tree);
    this.#restore(workspace, sample);
  }

  #finish(workspace: Workspace<P>, sample: Sample, tree: P, fresh: boolean, value: number): void {
    sample.value = value * this.scale;
    this.#options.memory?.keep(sample, value);
    if (fresh) this.#noteMutation(workspace, tree);
    else if (this.#isTimeToLook()) this.#lookForMutation(workspace, tree, sample);
    this.#options.onCalls?.(this.#counter.valueCalls);
  }

  /** Takes a value that is known from elsewhere. */
  #recall(sample: Sample): boolean {
    const known = this.#options.memory?.recall(sample);
    if (known === undefined) return false;
    sample.value = known * this.scale;
    return true;
  }

  /** Writes the sample's point; false when it would leave the bounds. */
  #displace(workspace: Workspace<P>, sample: Sample): boolean {
    const { parts, length } = sample.direction;
    sample.linear = 0;
    sample.width = 0;
    let inside = true;
    for (const part of parts) {
      for (let from = 0; from < part.count; from += CHUNK) {
        const to = Math.min(part.count, from + CHUNK);
        part.fill(this.#components, from, to);
        inside = this.#displaceChunk(workspace, part, from, to, sample) && inside;
      }
      workspace.touch(part.leaf);
    }
    sample.linear *= this.scale;
    sample.width /= length;
    return inside;
  }

  #displaceChunk(workspace: Workspace<P>, part: Part, from: number, to: number, sample: Sample): boolean {
    const leaf = this.#point.leaves[part.leaf]!;
    const data = workspace.data[part.leaf]!;
    const claimed = this.claimed[part.leaf]!;
    const { values, lower, upper } = leaf;
    const { first, indices } = part;
    const { t } = sample;
    const components = this.#components;
    const rounds = leaf.dtype === 'float16';
    let linear = 0;
    let width = 0;
    let inside = true;
    for (let k = from; k < to; k++) {
      const index = indices ? indices[k]! : first + k;
      const original = values[index]!;
      const wanted = original + t * components[k - from]!;
      data[index] = rounds ? leaf.round(wanted) : wanted;
      const moved = data[index]!;
      if (moved < lower || moved > upper) inside = false;
      linear += claimed[index]! * (moved - original);
      width += Math.abs(moved - original);
    }
    sample.linear += linear;
    sample.width += width;
    return inside;
  }

  #restore(workspace: Workspace<P>, sample: Sample): void {
    for (const part of sample.direction.parts) {
      const data = workspace.data[part.leaf]!;
      const values = this.#pristine[part.leaf]!;
      const { first, count, indices } = part;
      // Assigned, not shifted back: (x + h) − h need not equal x.
      if (indices) for (let k = 0; k < count; k++) data[indices[k]!] = values[indices[k]!]!;
      else if (count === 1) data[first] = values[first]!;
      else data.set(values.subarray(first, first + count), first);
      workspace.touch(part.leaf);
    }
  }

  #spend(): void {
    throwIfAborted(this.#options.signal);
    if (this.#counter.valueCalls >= this.#options.maxEvaluations) throw new BudgetSpent();
    this.#counter.valueCalls++;
    this.#calls++;
  }

  #inspect(workspace: Workspace<P>, tree: P): void {
    for (const path of workspace.mutated(tree, this.#pristine)) {
      this.mutated.add(path);
      this.#fresh = true;
    }
    workspace.release(tree);
  }

  /** The 2nd, 4th, 8th … call: a mutation that only some points provoke is found at a cost that vanishes. */
  #isTimeToLook(): boolean {
    return (this.#calls & (this.#calls - 1)) === 0;
  }

  /** On a copy, writing does no harm; comparing it costs what copying cost. */
  #noteMutation(workspace: Workspace<P>, tree: P): void {
    if (this.#point.size > ALWAYS_FRESH && !this.#isTimeToLook()) return;
    for (const path of workspace.mutated(tree, workspace.data)) this.mutated.add(path);
  }

  #lookForMutation(workspace: Workspace<P>, tree: P, sample: Sample): void {
    // Copies still hold the sample's point, storage that is shared the original one.
    const paths = workspace.mutated(tree, workspace.data);
    this.#restore(workspace, sample);
    paths.push(...workspace.overwritten(this.#pristine));
    if (paths.length > 0) throw new LateMutation(paths);
  }

  /** Says at which coordinates and steps a user's function threw. */
  #located(error: unknown, { t, direction }: Sample): unknown {
    if (!(error instanceof UserFunctionError)) return error;
    const moved: Displacement[] = [];
    let count = 0;
    for (const part of direction.parts) {
      const { path, shape, values } = this.#point.leaves[part.leaf]!;
      count += part.count;
      const named = Math.min(part.count, NAMED - moved.length);
      part.fill(this.#components, 0, named);
      for (let k = 0; k < named; k++) {
        const index = part.indices ? part.indices[k]! : part.first + k;
        moved.push({ label: coordinateLabel(path, index, shape), from: values[index]!, by: t * this.#components[k]! });
      }
    }
    const place = { name: 'a perturbed point', moved, others: count - moved.length };
    return new UserFunctionError(error.member, error.cause, place);
  }
}
