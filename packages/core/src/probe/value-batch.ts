import { type Effect, settle } from '../effect.ts';
import { misuse } from '../errors.ts';
import type { Claim } from '../subject/types.ts';
import { UserFunctionError } from '../user-function-error.ts';

/** Points in one call of `valueBatch`, and the entries that they may hold together. */
const BATCH = 64;
const BATCH_ENTRIES = 2 ** 24;

/** Points of `size` entries that go into one call. */
export const batchWidth = (size: number): number => Math.max(1, Math.min(BATCH, Math.floor(BATCH_ENTRIES / size)));

/**
 * Values of many points in one call.
 * @throws GradcheckError ERR_VALUE_TYPE when they are not as many as the points
 */
export function* valuesOfBatch<P>(claim: Claim<P>, points: readonly P[]): Effect<ArrayLike<number>> {
  const values = yield* called(claim, points);
  if (values.length !== points.length) {
    throw misuse('ERR_VALUE_TYPE', {
      what: `valueBatch() returned ${values.length} values for ${points.length} points`,
      advice: ['Return one value per point, in their order.'],
    });
  }
  return values;
}

function* called<P>(claim: Claim<P>, points: readonly P[]): Effect<ArrayLike<number>> {
  try {
    return yield* settle(claim.valueBatch!(points));
  } catch (error) {
    if (!(error instanceof UserFunctionError)) throw error;
    const place = { name: `a batch of ${points.length} points`, moved: [], others: 0 };
    throw new UserFunctionError(error.member, error.cause, place);
  }
}
