/** Relative spacing of rounding: half an ulp of 1. */
export const unitRoundoff = (float32: boolean): number => (float32 ? 2 ** -24 : 2 ** -53);
