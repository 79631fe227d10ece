/** Points in one call of `valueBatch`, and the entries that they may hold together. */
const BATCH = 64;
const BATCH_ENTRIES = 2 ** 24;

/** Points of `size` entries that go into one call. */
export const batchWidth = (size: number): number => Math.max(1, Math.min(BATCH, Math.floor(BATCH_ENTRIES / size)));
