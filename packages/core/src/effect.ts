/**
 * A computation that may have to wait: it yields promises and nothing else. Written once, it stays synchronous
 * for as long as the user's functions do.
 */
export type Effect<T> = Generator<PromiseLike<unknown>, T, unknown>;

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    typeof (value as { then?: unknown }).then === 'function'
  );
}

/** The settled value: at once when it is no promise. */
export function* settle<T>(value: T | PromiseLike<T>): Effect<T> {
  return isThenable(value) ? ((yield value) as T) : (value as T);
}

/** What a function makes of a value: at once when it is no promise. */
export function after<T, R>(value: T | PromiseLike<T>, then: (value: T) => R): R | PromiseLike<R> {
  return isThenable(value) ? (value as PromiseLike<T>).then(then) : then(value as T);
}

/** Runs an effect to its end: synchronously unless it yields, then as a promise. */
export function drive<T>(effect: Effect<T>): T | Promise<T> {
  const first = effect.next();
  return first.done ? first.value : driveAsync(effect, first.value);
}

async function driveAsync<T>(effect: Effect<T>, pending: PromiseLike<unknown>): Promise<T> {
  let waiting = pending;
  for (;;) {
    let resumed: IteratorResult<PromiseLike<unknown>, T>;
    try {
      resumed = effect.next(await waiting);
    } catch (error) {
      resumed = effect.throw(error);
    }
    if (resumed.done) return resumed.value;
    waiting = resumed.value;
  }
}
