/** What a runner hands on to the test: awaited, it tells. */
export interface Tracked<T> extends PromiseLike<T> {
  catch(onRejected: (reason: unknown) => unknown): unknown;
  finally(onFinally: () => void): unknown;
}

/**
 * A promise that notices when the test awaits it. Runners chain their own links first: Vitest one, Jest two.
 * @param links - links that the runner adds before the test gets hold of it
 * @param onFailed - called with what a link of the runner throws, before the test sees it
 */
export function tracked<T>(
  promise: Promise<T>,
  links: number,
  onAwaited: () => void,
  onFailed: (error: unknown) => void,
): Tracked<T> {
  // Forgotten by the test, it fails that test and not the whole run.
  promise.catch(() => undefined);
  const link = <R>(next: Promise<R>): unknown => {
    if (links > 0) {
      const told = next.catch(error => {
        onFailed(error);
        throw error;
      });
      return tracked(told, links - 1, onAwaited, onFailed);
    }
    onAwaited();
    return next;
  };
  return {
    // biome-ignore lint/suspicious/noThenProperty: a thenable is what the runners ask for
    then: (onFulfilled, onRejected) => link(promise.then(onFulfilled, onRejected)) as never,
    catch: onRejected => link(promise.catch(onRejected)),
    finally: onFinally => link(promise.finally(onFinally)),
  };
}
