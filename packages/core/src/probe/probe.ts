import { throwIfAborted } from '../abort.ts';
import { after, type Effect, isThenable, settle } from '../effect.ts';
import type { FloatArray, Point, Workspace } from '../parameters/types.ts';
import type { Plan, Sample } from '../sample.ts';
import type { Claim } from '../subject/types.ts';
import { UserFunctionError } from '../user-function-error.ts';
import { batchWidth } from './batch-width.ts';
import { BudgetSpent } from './interruption.ts';
import { inLanes } from './lanes.ts';
import { MutationWatch } from './mutation-watch.ts';
import { Placement } from './placement.ts';
import type { Counter, ProbeOptions } from './types.ts';

/**
 * The one place that calls the user's function. Writes each sample to a private copy of the point, evaluates, and writes the
 * original bits back, whatever happens.
 */
export class Probe<P> {
  readonly #point: Point<P>;
  readonly #claim: Claim<P>;
  readonly #options: ProbeOptions;
  readonly #counter: Counter;
  readonly #slots: Workspace<P>[];
  readonly #placement: Placement<P>;
  readonly #watch: MutationWatch<P>;
  #calls = 0;
  #aside = false;

  /**
   * @param mutated - paths known to be written to: every call gets copies
   * @param workspaces - of probes that take turns
   */
  constructor(
    point: Point<P>,
    claim: Claim<P>,
    options: ProbeOptions,
    counter: Counter,
    mutated: readonly string[] = [],
    workspaces: Workspace<P>[] = [],
  ) {
    this.#point = point;
    this.#claim = claim;
    this.#options = options;
    this.#counter = counter;
    this.#slots = workspaces;
    if (workspaces.length === 0) workspaces.push(point.workspace());
    this.#placement = new Placement(point);
    this.#watch = new MutationWatch(point, mutated);
  }

  /** Paths that the user's functions were seen to write to. */
  get mutated(): ReadonlySet<string> {
    return this.#watch.mutated;
  }

  /**
   * What samples are measured with from now on.
   * @param scale - power of two that every value is multiplied by: exact, and it makes 1e-300 and 1e300 ordinary
   * @param claimed - claimed derivative, one array per leaf, in the user's units
   */
  calibrate(scale: number, claimed: readonly FloatArray[]): void {
    this.#placement.scale = scale;
    this.#placement.claimed = claimed;
  }

  /** Power of two that every value is multiplied by. */
  get scale(): number {
    return this.#placement.scale;
  }

  /** The value at the point, unscaled, called with a fresh copy. */
  *valueAtPoint(): Effect<number> {
    this.#spend();
    return yield* this.#calledAtPoint(tree => this.#claim.value(tree));
  }

  /**
   * The claimed derivative at the point, called with a fresh copy.
   * @param borrow - the user's own arrays will do: they are valid until the next call
   */
  *derivativeAtPoint({ borrow = false }: { readonly borrow?: boolean } = {}): Effect<FloatArray[]> {
    throwIfAborted(this.#options.signal);
    this.#counter.derivativeCalls++;
    return yield* this.#calledAtPoint(tree => this.#claim.derivative(tree, borrow));
  }

  /** Any other call at the point: it is not counted. */
  *atPoint<T>(call: (tree: P) => T | PromiseLike<T>): Effect<T> {
    throwIfAborted(this.#options.signal);
    return yield* this.#calledAtPoint(call);
  }

  *#calledAtPoint<T>(call: (tree: P) => T | PromiseLike<T>): Effect<T> {
    const workspace = this.#slots[0]!;
    const tree = workspace.tree(this.#watch.freshAtPoint);
    try {
      return yield* settle(call(tree));
    } finally {
      this.#watch.inspect(workspace, tree);
      workspace.release(tree);
    }
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
    return yield* this.#calledWith(data, tree =>
      after(this.#claim.derivative(tree), derivative => ({
        derivative,
        left: point.readDerivative(tree, 'the point'),
      })),
    );
  }

  *#calledWith<T>(data: readonly FloatArray[], call: (tree: P) => T | PromiseLike<T>): Effect<T> {
    const workspace = this.#slots[0]!;
    for (const [k, values] of data.entries()) workspace.data[k]!.set(values);
    const tree = workspace.tree(true);
    try {
      return yield* settle(call(tree));
    } finally {
      for (const [k, { values }] of this.#point.leaves.entries()) workspace.data[k]!.set(values);
      workspace.release(tree);
    }
  }

  /** Runs a plan to its end, evaluating what it asks for. */
  *run<T>(plan: Plan<T>): Effect<T> {
    let step = plan.next();
    while (!step.done) {
      yield* this.evaluate(step.value);
      step = plan.next();
    }
    return step.value;
  }

  /** Runs an effect whose evaluations are neither counted nor kept: they tell nothing of the derivative. What it throws ends a check. */
  *aside(effect: Effect<void>): Effect<void> {
    this.#aside = true;
    yield* effect;
    this.#aside = false;
  }

  /**
   * Evaluates samples: in batches where the user has them, else one by one, as many in flight as may be.
   * @param alone - one by one even where there are batches
   */
  *evaluate(samples: readonly Sample[], alone?: boolean): Effect<void> {
    if (this.#claim.valueBatch && !alone) return yield* this.#inBatches(samples);
    const lanes = Math.min(this.#options.concurrency, samples.length);
    if (lanes > 1) {
      while (this.#slots.length < lanes) this.#slots.push(this.#point.workspace());
      const evaluators = this.#slots
        .slice(0, lanes)
        .map(workspace => (sample: Sample) => this.#evaluate(workspace, sample));
      return yield* inLanes(samples, evaluators);
    }
    const workspace = this.#slots[0]!;
    for (let k = 0; k < samples.length; k++) {
      const pending = this.#evaluate(workspace, samples[k]!);
      if (pending) yield pending;
    }
  }

  *#inBatches(samples: readonly Sample[]): Effect<void> {
    const workspace = this.#slots[0]!;
    const width = batchWidth(this.#point.size);
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
        if (!this.#placement.displace(workspace, sample) || this.#recall(sample)) continue;
        this.#spend();
        trees.push(workspace.tree(true));
        inside.push(sample);
      } finally {
        this.#placement.restore(workspace, sample);
      }
    }
    if (inside.length === 0) return;
    const values = yield* settle(this.#claim.valueBatch!(trees));
    for (const [k, sample] of inside.entries()) {
      this.#keep(sample, values[k]!);
    }
  }

  /** Evaluates one sample; a promise only when the user's function returns one. */
  #evaluate(workspace: Workspace<P>, sample: Sample): PromiseLike<void> | undefined {
    const { fresh } = this.#watch;
    let tree: P | undefined;
    try {
      if (this.#placement.displace(workspace, sample) && !this.#recall(sample)) {
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
    this.#placement.restore(workspace, sample);
  }

  #finish(workspace: Workspace<P>, sample: Sample, tree: P, fresh: boolean, value: number): void {
    this.#keep(sample, value);
    if (this.#watch.isDue(fresh, this.#calls)) this.#look(workspace, sample, tree, fresh);
    this.#options.onCalls?.(this.#counter.valueCalls);
  }

  #look(workspace: Workspace<P>, sample: Sample, tree: P, fresh: boolean): void {
    this.#watch.look(workspace, tree, fresh, () => this.#placement.restore(workspace, sample));
  }

  #keep(sample: Sample, value: number): void {
    const memory = this.#aside ? undefined : this.#options.memory;
    sample.value = (memory?.keep(sample, value) ?? value) * this.#placement.scale;
  }

  /** Takes a value that is known from elsewhere. */
  #recall(sample: Sample): boolean {
    const known = this.#options.memory?.recall?.(sample);
    if (known === undefined) return false;
    sample.value = known * this.#placement.scale;
    return true;
  }

  #spend(): void {
    throwIfAborted(this.#options.signal);
    if (this.#aside) return;
    if (this.#counter.valueCalls >= this.#options.maxEvaluations) throw new BudgetSpent();
    this.#counter.valueCalls++;
    this.#calls++;
  }

  /** Says at which coordinates and steps a user's function threw. */
  #located(error: unknown, sample: Sample): unknown {
    if (!(error instanceof UserFunctionError)) return error;
    return new UserFunctionError(error.member, error.cause, this.#placement.placeOf(sample));
  }
}
