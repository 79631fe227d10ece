// How often the first diagnosis names the planted mistake: a confusion matrix, and shares of right, wrong and unknown.
//   npm run bench:diagnosis
//   npm run bench:diagnosis -- --cases FILE --seed N      FILE exports `cases` (or `buildCases(seed)`) with `expectedDiagnosis`

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkGradients, type Diagnosis, type GradientCheck } from '@gradcheck/core';
import { type DiagnosedCase, labelledAsDiagnosed } from './diagnosed-case.ts';
import type { LabelledCase } from './labelled-case.ts';

interface Outcome {
  readonly id: string;
  readonly expected: string;
  readonly said: string;
  readonly share: 'right' | 'wrong' | 'unknown';
  /** Value calls made for the diagnosis alone ÷ those of the check without it. */
  readonly extra: number;
}

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string' },
    seed: { type: 'string' },
    flat: { type: 'boolean', default: false },
    'list-errors': { type: 'boolean', default: false },
  },
});

async function casesOf(file: string): Promise<DiagnosedCase[]> {
  const module = (await import(pathToFileURL(resolve(file)).href)) as {
    cases: LabelledCase[];
    buildCases?: (seed: number) => LabelledCase[];
  };
  const labelled = flags.seed && module.buildCases ? module.buildCases(Number(flags.seed)) : module.cases;
  return labelled.flatMap(one => labelledAsDiagnosed(one, { shaped: !flags.flat }));
}

/** What a case's check says; undefined when it did not see that something is wrong. */
function judge(one: DiagnosedCase): Outcome | undefined {
  one.reset?.();
  let check: GradientCheck;
  const calls = { value: 0, beforeDiagnosis: undefined as number | undefined };
  const value = (p: unknown): unknown => {
    calls.value++;
    return one.subject.value(p);
  };
  try {
    check = checkGradients({ ...one.subject, value } as never, { at: one.at as never, evidence: 'never' });
  } catch (error) {
    // A wrong shape is refused before there is anything to name.
    if ((error as { code?: string }).code === 'ERR_DERIVATIVE_SHAPE') return undefined;
    throw error;
  }
  if (check.verdict !== 'incorrect') return undefined;
  const first: Diagnosis | undefined = check.diagnoses[0];
  const said = first?.kind ?? 'unknown';
  const share = one.expected.includes(said) ? 'right' : said === 'unknown' ? 'unknown' : 'wrong';
  return { id: one.id, expected: one.label, said, share, extra: 0 };
}

function confusion(outcomes: readonly Outcome[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {};
  for (const { expected, said } of outcomes) {
    table[expected] ??= {};
    table[expected][said] = (table[expected][said] ?? 0) + 1;
  }
  return table;
}

const cases = flags.cases ? await casesOf(flags.cases) : [];
const outcomes = cases.flatMap(one => judge(one) ?? []);
console.log(
  `${outcomes.length} of ${cases.length} planted mistakes were seen as incorrect; rows: planted, columns: named`,
);
console.table(confusion(outcomes));
const share = (of: Outcome['share']): string =>
  `${((100 * outcomes.filter(outcome => outcome.share === of).length) / outcomes.length).toFixed(1)} %`;
console.log(`right ${share('right')} · wrong ${share('wrong')} · unknown ${share('unknown')}`);
if (flags['list-errors'])
  for (const { id, expected, said, share: s } of outcomes)
    if (s !== 'right') console.log(`${s}: ${id}: ${expected}, said ${said}`);
