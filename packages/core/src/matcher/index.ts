export { isGradcheckError } from '../errors.ts';
export type { RecordedCheck } from '../gradient-run.ts';
export { fromJsonNumber, toJsonNumber } from '../json-number.ts';
export type { CheckOptions, Progress } from '../options.ts';
export { failureMessage, type MessageContext } from '../result/message.ts';
export { ansi, type Paint, paintFor, plain, type Style } from '../result/paint.ts';
export type { Differentiable } from '../subject/differentiable.ts';
export type { GradientCheck } from '../types.ts';
export { toHaveCorrectGradients } from './any-runner.ts';
export { callingLine, callSite, type KnownCallSites } from './call-site.ts';
export {
  createMatcher,
  type Door,
  type Emitted,
  type Matcher,
  type MatcherResult,
  type MatcherState,
  type ProgressLine,
  type Runner,
} from './create-matcher.ts';
export { isUnregistered } from './unregistered.ts';
