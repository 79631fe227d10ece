import type { GradientRun } from '@gradcheck/core';
import * as v from 'valibot';

const jsonNumber = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity', '-0'])]);
const verdict = v.picklist(['correct', 'incorrect', 'inconclusive']);

const check = v.looseObject({
  schemaVersion: v.literal(1),
  verdict,
  summary: v.string(),
  parameters: v.array(
    v.looseObject({
      path: v.string(),
      shape: v.array(v.number()),
      size: v.number(),
      verdict,
      resolution: jsonNumber,
      largestRelativeError: jsonNumber,
      coordinates: v.array(
        v.looseObject({ index: v.array(v.number()), analytic: jsonNumber, numeric: jsonNumber, bound: jsonNumber }),
      ),
    }),
  ),
  diagnoses: v.array(v.looseObject({ kind: v.string(), phrase: v.string(), hint: v.string() })),
  explanations: v.array(v.looseObject({ correction: v.string(), residual: jsonNumber })),
  warnings: v.array(v.looseObject({ kind: v.string(), message: v.string() })),
  resolution: jsonNumber,
  requiredResolution: v.number(),
  seed: v.number(),
  cost: v.looseObject({ valueCalls: v.number(), derivativeCalls: v.number(), milliseconds: v.number() }),
});

const run = v.looseObject({
  schemaVersion: v.literal(1),
  project: v.string(),
  startedAt: v.string(),
  milliseconds: v.number(),
  runner: v.looseObject({ name: v.string(), version: v.string() }),
  node: v.string(),
  gradcheck: v.string(),
  shard: v.optional(v.looseObject({ index: v.number(), count: v.number() })),
  checks: v.array(
    v.looseObject({
      file: v.string(),
      titles: v.array(v.string()),
      ordinal: v.number(),
      attempt: v.number(),
      repeat: v.number(),
      expectation: v.picklist(['correct', 'incorrect']),
      passed: v.boolean(),
      milliseconds: v.number(),
      check: v.optional(check),
      error: v.optional(v.looseObject({ code: v.string(), message: v.string() })),
    }),
  ),
  problems: v.array(v.string()),
});

/**
 * Reads a run back.
 * @param text - JSON as the `json` reporter wrote it
 * @param name - what an error calls it: the file
 * @throws Error for a truncated, a newer or another kind of file
 */
export function parseRun(text: string, name: string): GradientRun {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not whole JSON: it may have been cut off while it was written.`, { cause: error });
  }
  const found = (data as { schemaVersion?: unknown } | null)?.schemaVersion;
  if (typeof found === 'number' && found > 1) {
    throw new Error(
      `${name} was written by a newer gradcheck (schema ${found}, this one reads 1). Update @gradcheck/reporters.`,
    );
  }
  const result = v.safeParse(run, data);
  if (result.success) return result.output as unknown as GradientRun;
  const [issue] = result.issues;
  throw new Error(`${name} is not a gradcheck run: at ${v.getDotPath(issue) ?? 'its root'}, ${issue.message}.`);
}
