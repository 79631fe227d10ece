import type {
  CoordinateFinding,
  CoordinateStatus,
  DerivativeForm,
  Diagnosis,
  DiagnosisKind,
  DifferenceMap,
  Explanation,
  GradientCheck,
  GradientRun,
  InconclusiveEvidence,
  InconclusiveReason,
  ParameterFinding,
  RecordedCheck,
  StepCurve,
  Warning,
  WarningKind,
} from '@gradcheck/core';
import * as v from 'valibot';

// Objects are loose and kinds are any text: a field or a kind that a later release adds must not make this one refuse
// its files. What a reporter relies on is required.

/** What the type has, the schema names: no less and no more. */
type Fields<T> = Record<keyof T, unknown>;
type Evidence<R extends InconclusiveReason> = Extract<InconclusiveEvidence, { readonly reason: R }>;

const kind = <T extends string>() => v.custom<T>(value => typeof value === 'string', 'expected a text');
const jsonNumber = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity', '-0'])], 'expected a number');
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const verdict = v.picklist(['correct', 'incorrect', 'inconclusive']);
const reason = kind<InconclusiveReason>();

const coordinate = v.looseObject({
  index: v.array(v.number()),
  analytic: jsonNumber,
  numeric: jsonNumber,
  bound: jsonNumber,
  relativeError: jsonNumber,
  step: jsonNumber,
  status: kind<CoordinateStatus>(),
  left: v.exactOptional(jsonNumber),
  right: v.exactOptional(jsonNumber),
  output: v.exactOptional(v.string()),
} satisfies Fields<CoordinateFinding>);

const curve = v.looseObject({
  of: v.string(),
  steps: v.array(v.number()),
  measurementError: v.array(jsonNumber),
  envelope: v.array(jsonNumber),
  difference: v.array(jsonNumber),
  chosenStep: v.number(),
} satisfies Fields<StepCurve>);

const map = v.looseObject({
  rows: count,
  columns: count,
  block: v.tuple([count, count]),
  cells: v.array(v.nullable(jsonNumber)),
} satisfies Fields<DifferenceMap>);

const parameter = v.looseObject({
  path: v.string(),
  shape: v.array(v.number()),
  size: count,
  dtype: kind<'number' | 'float16' | 'float32' | 'float64'>(),
  verdict,
  reason: v.exactOptional(reason),
  derivative: kind<DerivativeForm>(),
  resolution: jsonNumber,
  spreadResolution: jsonNumber,
  coverage: v.looseObject({
    mode: kind<'every-coordinate' | 'directions' | 'blocks'>(),
    coordinates: count,
    directions: count,
    halvings: count,
    unchecked: count,
  }),
  wrong: count,
  wrongIsEstimate: v.boolean(),
  scale: jsonNumber,
  largestRelativeError: jsonNumber,
  largestDifferenceOverBound: jsonNumber,
  coordinates: v.array(coordinate),
  map: v.exactOptional(map),
  curve: v.exactOptional(curve),
} satisfies Fields<ParameterFinding>);

const diagnosis = v.looseObject({
  kind: kind<DiagnosisKind>(),
  also: v.exactOptional(kind<DiagnosisKind>()),
  where: v.array(v.string()),
  factor: v.exactOptional(jsonNumber),
  factorMeaning: v.exactOptional(v.string()),
  fit: v.looseObject({ agreeing: count, compared: count, largestRelativeError: jsonNumber }),
  phrase: v.string(),
  hint: v.string(),
  evidence: v.string(),
  advice: v.string(),
} satisfies Fields<Diagnosis>);

const explanation = v.looseObject({
  parameter: v.string(),
  kind: kind<DiagnosisKind>(),
  correction: v.string(),
  residual: jsonNumber,
  explains: v.boolean(),
} satisfies Fields<Explanation>);

const warning = v.looseObject({
  kind: kind<WarningKind>(),
  parameter: v.exactOptional(v.string()),
  message: v.string(),
  remedy: v.exactOptional(v.string()),
} satisfies Fields<Warning>);

/** The picture of an inconclusive verdict: one form per reason. */
const evidence = v.variant(
  'reason',
  [
    v.looseObject({
      reason: v.literal('nondeterministic'),
      values: v.array(jsonNumber),
      spread: jsonNumber,
      signal: jsonNumber,
      step: v.exactOptional(jsonNumber),
      driftPerCall: v.exactOptional(jsonNumber),
    } satisfies Fields<Evidence<'nondeterministic'>>),
    v.looseObject({
      reason: v.literal('not-finite'),
      value: jsonNumber,
      coordinate: v.exactOptional(v.string()),
      step: v.exactOptional(jsonNumber),
    } satisfies Fields<Evidence<'not-finite'>>),
    v.looseObject({
      reason: v.literal('discontinuous'),
      coordinate: v.string(),
      jump: jsonNumber,
      distance: jsonNumber,
    } satisfies Fields<Evidence<'discontinuous'>>),
    v.looseObject({
      reason: v.literal('kink'),
      coordinate: v.string(),
      left: jsonNumber,
      right: jsonNumber,
      analytic: jsonNumber,
    } satisfies Fields<Evidence<'kink'>>),
    v.looseObject({
      reason: v.literal('infinite-slope'),
      coordinate: v.string(),
      shape: v.exactOptional(v.picklist(['cusp', 'vertical-tangent', 'edge-of-domain'])),
      steps: v.array(v.number()),
      slopes: v.array(jsonNumber),
    } satisfies Fields<Evidence<'infinite-slope'>>),
    v.looseObject({
      reason: v.literal('too-noisy'),
      reached: jsonNumber,
      required: v.number(),
      noise: jsonNumber,
      value: jsonNumber,
    } satisfies Fields<Evidence<'too-noisy'>>),
    v.looseObject({
      reason: v.literal('budget'),
      spent: v.number(),
      needed: v.number(),
      unchecked: v.number(),
    } satisfies Fields<Evidence<'budget'>>),
  ],
  'expected a known reason',
) satisfies v.GenericSchema<unknown, InconclusiveEvidence>;

const check = v.looseObject({
  schemaVersion: v.literal(1),
  verdict,
  reason: v.exactOptional(reason),
  summary: v.string(),
  parameters: v.array(parameter),
  diagnoses: v.array(diagnosis),
  explanations: v.array(explanation),
  warnings: v.array(warning),
  inconclusive: v.exactOptional(evidence),
  derivatives: v.array(kind<DerivativeForm>()),
  order: v.picklist([1, 2]),
  resolution: jsonNumber,
  requiredResolution: v.number(),
  accept: v.exactOptional(
    v.looseObject({ relative: v.exactOptional(v.number()), absolute: v.exactOptional(v.number()) }),
  ),
  value: jsonNumber,
  noise: jsonNumber,
  precision: v.picklist(['float64', 'float32']),
  environment: v.exactOptional(v.string()),
  seed: v.number(),
  shard: v.exactOptional(
    v.looseObject({
      index: count,
      count: v.number(),
      columns: v.array(
        v.looseObject({
          claim: count,
          leaf: count,
          entries: v.array(count),
          steps: v.array(v.number()),
          values: v.array(jsonNumber),
        }),
      ),
    }),
  ),
  cost: v.looseObject({ valueCalls: count, derivativeCalls: count, milliseconds: v.number() }),
} satisfies Fields<GradientCheck>);

const recorded = v.looseObject({
  file: v.string(),
  line: v.exactOptional(v.number()),
  titles: v.array(v.string()),
  ordinal: count,
  attempt: v.number(),
  repeat: count,
  project: v.exactOptional(v.string()),
  expectation: v.picklist(['correct', 'incorrect']),
  passed: v.boolean(),
  message: v.exactOptional(v.string()),
  milliseconds: v.number(),
  check: v.exactOptional(check),
  error: v.exactOptional(v.looseObject({ code: v.string(), message: v.string() })),
  shard: v.exactOptional(v.string()),
  origin: v.exactOptional(
    v.looseObject({ runner: v.string(), folder: v.exactOptional(v.string()), project: v.exactOptional(v.string()) }),
  ),
} satisfies Fields<RecordedCheck>);

const run = v.looseObject({
  schemaVersion: v.literal(1),
  project: v.string(),
  folder: v.exactOptional(v.string()),
  branch: v.exactOptional(v.string()),
  commit: v.exactOptional(v.string()),
  startedAt: v.pipe(v.string(), v.isoTimestamp()),
  milliseconds: v.number(),
  runner: v.looseObject({ name: v.string(), version: v.string() }),
  node: v.string(),
  gradcheck: v.string(),
  shard: v.exactOptional(v.looseObject({ index: count, count })),
  shards: v.exactOptional(v.array(v.string())),
  checks: v.array(recorded),
  problems: v.array(v.string()),
} satisfies Fields<GradientRun>);

/**
 * Holds data against the form of a run.
 * @returns the run, or what is wrong with the data and where
 */
export function validateRun(data: unknown): { readonly run: GradientRun } | { readonly fault: string } {
  const result = v.safeParse(run, data, { abortEarly: true });
  if (result.success) return { run: result.output };
  const [issue] = result.issues;
  return { fault: `at ${v.getDotPath(issue) ?? 'its root'}, ${issue.message}` };
}
