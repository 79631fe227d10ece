// How often gradcheck and the decision rules of other checkers are right, on labelled cases, in one run.
//   npm run bench:detection -- --cases FILE     FILE exports `cases`: { id, family, dtype, value, gradient, at, shapes, truth, … }

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkGradients } from '@gradcheck/core';
import { cases as ownCases } from './cases.ts';
import { type LabelledCase, type Parameters, sizeOf } from './labelled-case.ts';
import { peers } from './peers.ts';

interface Judgement {
  readonly verdict: string;
  readonly resolution?: number;
  readonly diagnosis?: string;
}

function gradcheck(labelled: LabelledCase, coverage: 'auto' | 'directions' = 'auto'): Judgement {
  try {
    const { value, gradient, at } = labelled;
    const check = checkGradients({ value, gradient }, { at, coverage, evidence: 'never' });
    const [first] = check.diagnoses;
    return {
      verdict: check.verdict,
      resolution: Number(check.resolution),
      ...(first ? { diagnosis: first.kind } : {}),
    };
  } catch (error) {
    // A wrong shape is refused before anything is compared: the test fails all the same.
    if ((error as { code?: string }).code === 'ERR_DERIVATIVE_SHAPE')
      return { verdict: 'incorrect', diagnosis: 'shape' };
    throw error;
  }
}

/** Signal to noise below which no checker could tell that something is wrong. */
const VISIBLE = 10;

/** What `--list-errors` calls a case. */
const EXAMPLES = { falseAlarms: 'false alarm', undecided: 'undecided', uncovered: 'missed, and not covered' } as const;

interface Tally {
  falseAlarms: number;
  right: number;
  undecided: number;
  wrong: number;
  missed: number;
  uncovered: number;
  calls: number[];
  examples: string[];
}

function tally(name: string, judge: (labelled: LabelledCase) => Judgement, cases: readonly LabelledCase[]): Tally {
  const t: Tally = {
    falseAlarms: 0,
    right: 0,
    undecided: 0,
    wrong: 0,
    missed: 0,
    uncovered: 0,
    calls: [],
    examples: [],
  };
  for (const labelled of cases) {
    labelled.reset?.();
    let calls = 0;
    const at: Parameters = structuredClone(labelled.at);
    const value = (p: Parameters): number => {
      calls++;
      return labelled.value(p);
    };
    const counted = { ...labelled, at, value };
    const { verdict, resolution } = judge(counted);
    const count = (what: 'falseAlarms' | 'undecided' | 'uncovered'): void => {
      t[what]++;
      t.examples.push(`${name}: ${EXAMPLES[what]}: ${labelled.id}`);
    };
    if (labelled.truth === 'correct') {
      t.right++;
      if (verdict === 'incorrect') count('falseAlarms');
      if (verdict === 'inconclusive' && !labelled.accept?.includes('inconclusive')) count('undecided');
      t.calls.push((calls - 40) / sizeOf(at));
    }
    if (labelled.truth === 'incorrect' && (labelled.snr ?? VISIBLE) >= VISIBLE) {
      t.wrong++;
      if (verdict === 'correct') {
        t.missed++;
        if (!((resolution ?? 0) >= (labelled.bugSize ?? 0))) count('uncovered');
      }
    }
  }
  return t;
}

const { values: flags } = parseArgs({ options: { cases: { type: 'string' }, 'list-errors': { type: 'boolean' } } });
const cases = flags.cases
  ? ((await import(pathToFileURL(resolve(flags.cases)).href)) as { cases: LabelledCase[] }).cases
  : ownCases;

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);
const rows: Record<string, Record<string, string>> = {};
const judges: Record<string, (labelled: LabelledCase) => Judgement> = {
  gradcheck: labelled => gradcheck(labelled),
  'gradcheck, directions alone': labelled => gradcheck(labelled, 'directions'),
  ...peers,
};
for (const [name, judge] of Object.entries(judges)) {
  const row: Record<string, string> = {};
  for (const dtype of ['f64', 'f32'] as const) {
    const t = tally(
      name,
      judge,
      cases.filter(labelled => labelled.dtype === dtype),
    );
    row[`false alarms ${dtype}`] = percent(t.falseAlarms, t.right);
    row[`missed ${dtype}`] = percent(t.missed, t.wrong);
    row[`not covered ${dtype}`] = percent(t.uncovered, t.wrong);
    row[`undecided ${dtype}`] = percent(t.undecided, t.right);
    t.calls.sort((a, b) => a - b);
    row[`(calls − 40) ÷ n ${dtype}`] = (t.calls[t.calls.length >> 1] ?? 0).toFixed(2);
    if (flags['list-errors'] && name.startsWith('gradcheck')) for (const example of t.examples) console.log(example);
  }
  rows[name] = row;
}
console.log(`${cases.length} labelled cases`);
console.table(rows);
