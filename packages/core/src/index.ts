export { assertCorrectGradients, type CheckOf, checkGradients } from './check.ts';
export { type ErrorCode, GradcheckError } from './errors.ts';
export { GradientAssertionError } from './gradient-assertion-error.ts';
export { mergeShards } from './merge-shards.ts';
export { numericalGradient } from './numerical-gradient.ts';
export type { CheckOptions, Progress } from './options.ts';
export type { TensorAdapter } from './parameters/tensor-adapter.ts';
export type { Differentiable } from './subject/differentiable.ts';
export type * from './types.ts';
