import { keepSideCar, releaseSideCar } from '@gradcheck/reporters/side-car';
import { failUnawaited, toHaveCorrectGradients } from './index.ts';

/** The parts of a runner that registering needs. */
export interface Registry {
  readonly expect: { extend(matchers: Record<string, unknown>): void } | undefined;
  readonly afterEach: ((hook: () => Promise<void>) => void) | undefined;
  readonly afterAll: ((hook: () => void) => void) | undefined;
}

/**
 * @param remedy - for a door that finds no `expect`
 * @throws Error when Jest's globals are not there: the wrong kind of setup file, or the wrong door
 */
export function register({ expect, afterEach, afterAll }: Registry, remedy: string): void {
  if (!expect || !afterEach || !afterAll)
    throw new Error(`gradcheck found no \`expect\` to add toHaveCorrectGradients to. ${remedy}`);
  expect.extend({ toHaveCorrectGradients });
  afterEach(failUnawaited);
  keepSideCar();
  afterAll(releaseSideCar);
}
