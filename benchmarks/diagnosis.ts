// How often the first diagnosis names the planted mistake: a confusion matrix, the shares of right, wrong and unknown, and what
// looking for a name costs.
//   npm run bench:diagnosis
//   npm run bench:diagnosis -- --cases FILE --seed N   FILE exports `cases`, or `buildCases(seed)`: { id, value, gradient, at,
//                                                      shapes, truth, expectedDiagnosis, … }
//   --flat: matrices handed over without their shape   --list-errors: the cases that were not named rightly

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkGradients, type GradientCheck } from '@gradcheck/core';
import { type DiagnosedCase, diagnosedFrom, ownCases } from './diagnosed-case.ts';
import type { LabelledCase } from './labelled-case.ts';

interface Outcome {
  readonly of: DiagnosedCase;
  readonly said: string;
  readonly share: 'right' | 'wrong' | 'unknown';
  /** Value calls that only the diagnosis made ÷ all others. */
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
  const found = (await import(pathToFileURL(resolve(file)).href)) as {
    cases: LabelledCase[];
    buildCases?: (seed: number) => LabelledCase[];
  };
  const labelled = flags.seed && found.buildCases ? found.buildCases(Number(flags.seed)) : found.cases;
  return labelled.flatMap(one => diagnosedFrom(one, { shaped: !flags.flat }));
}

/** The check; undefined when a wrong shape was refused before there was anything to name. */
function checkOf(subject: object, at: object): GradientCheck | undefined {
  try {
    return checkGradients(subject as never, { at: at as never, evidence: 'never' });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_DERIVATIVE_SHAPE') return undefined;
    throw error;
  }
}

type Member = (point: unknown, ...directions: unknown[]) => unknown;

/** A derivative that refuses every point but this: no look elsewhere can be taken. */
function onlyAtPoint(subject: object, at: object): object {
  const here = JSON.stringify(at);
  const guarded = (name: string, member: Member): Member =>
    name === 'value'
      ? member
      : (point, ...directions) => {
          if (JSON.stringify(point) !== here) throw new Error('not here');
          return member(point, ...directions);
        };
  return Object.fromEntries(Object.entries(subject).map(([name, member]) => [name, guarded(name, member as Member)]));
}

/** What a case's check says; undefined when it did not see that something is wrong. */
function judge(one: DiagnosedCase): Outcome | undefined {
  const check = checkOf(one.subject(), one.at);
  if (check?.verdict !== 'incorrect') return undefined;
  const said = check.diagnoses[0]?.kind ?? 'unknown';
  const share = one.expected.includes(said) ? 'right' : said === 'unknown' ? 'unknown' : 'wrong';
  const without = checkOf(onlyAtPoint(one.subject(), one.at), one.at)?.cost.valueCalls ?? check.cost.valueCalls;
  return { of: one, said, share, extra: check.cost.valueCalls / without - 1 };
}

function confusion(outcomes: readonly Outcome[]): Record<string, Record<string, number>> {
  const table: Record<string, Record<string, number>> = {};
  for (const { of, said } of outcomes) {
    table[of.label] ??= {};
    table[of.label]![said] = (table[of.label]![said] ?? 0) + 1;
  }
  return table;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const cases = [...(flags.cases ? await casesOf(flags.cases) : ownCases)];
const outcomes = cases.flatMap(one => judge(one) ?? []);
const shareOf = (share: Outcome['share']): string =>
  percent(outcomes.filter(outcome => outcome.share === share).length / outcomes.length);
const extras = outcomes.map(({ extra }) => extra).sort((a, b) => a - b);

console.log(`${outcomes.length} of ${cases.length} planted mistakes were found incorrect`);
console.log('rows: what was planted; columns: what it was called');
console.table(confusion(outcomes));
console.log(`right ${shareOf('right')}, wrong ${shareOf('wrong')}, unknown ${shareOf('unknown')}`);
const mean = extras.reduce((sum, extra) => sum + extra, 0) / extras.length;
console.log(
  `value calls for the name alone: ${percent(mean)} of the check's own on average, at most ${percent(extras.at(-1) ?? 0)}`,
);
if (flags['list-errors']) {
  for (const { of, said, share } of outcomes)
    if (share !== 'right') console.log(`${share}: ${of.id}: ${of.label}, called ${said}`);
}
