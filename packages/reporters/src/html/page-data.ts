import type { GradientCheck, GradientRun, JsonNumber, ParameterFinding, StepCurve } from '@gradcheck/core';
import {
  type GradientCheck as Check,
  type Entry,
  type ParameterFinding as Finding,
  type PageData,
  SCHEMA,
  type Told,
} from '../../page/src/data/page-data.ts';
import { lastAttempts, outcomeOf } from '../run/outcome.ts';
import { toldOf } from './words/told.ts';

/** Correct checks whose evidence is kept. */
const KEPT_CORRECT = 200;
/** Further checks that are not correct whose evidence is kept whole. */
const KEPT_WRONG = 1000;

/** What the page embeds: the last attempt of every check, as small as the figures allow. */
export function pageData(run: GradientRun): PageData {
  const { checks, ...described } = run;
  const kept = { correct: 0, wrong: 0 };
  const entries = lastAttempts(checks).map((all): Entry => {
    const { check, milliseconds: _, message: __, ...recorded } = all;
    const told = toldOf(all);
    if (!check) return { recorded, told };
    if (check.schemaVersion > SCHEMA) return { recorded: { ...recorded, check: unread(check) }, told };
    const isPlain = outcomeOf(all) === 'correct' && all.expectation === 'correct';
    const whole = isPlain ? kept.correct++ < KEPT_CORRECT : kept.wrong++ < KEPT_WRONG;
    return whole
      ? { recorded: { ...recorded, check: compact(check) }, told }
      : { recorded: { ...recorded, check: lean(check) }, told: isPlain ? brief(told) : told, lean: true };
  });
  return { run: described, entries };
}

/** The verdict and what it proves; ten thousand times the sentence in between would be most of what a page has to unpack. */
const brief = ({ large, normal, hint }: Told): Told => ({
  large,
  normal: normal.filter(part => typeof part !== 'string'),
  hint,
});

/** Of a newer version only what every version says is taken on trust. */
const unread = ({ schemaVersion, verdict, cost, requiredResolution }: GradientCheck): Check => ({
  schemaVersion,
  verdict,
  cost,
  requiredResolution,
  parameters: [],
  diagnoses: [],
  explanations: [],
  warnings: [],
  order: 1,
  resolution: 'NaN',
  precision: 'float64',
  seed: 0,
});

/** Digits that the page shows, and one to spare: in tables, in figures, in a fact or a sentence. */
const [TABLE, FIGURE, FACT] = [7, 4, 3];

function rounded(value: JsonNumber, digits: number): JsonNumber {
  return typeof value === 'number' ? Number(value.toPrecision(digits)) : value;
}

const roundedCurve = (curve: StepCurve): StepCurve => {
  const all = (values: readonly JsonNumber[]): JsonNumber[] => values.map(value => rounded(value, FIGURE));
  const steps = curve.steps.map(step => Number(step.toPrecision(FIGURE)));
  return {
    of: curve.of,
    steps,
    measurementError: all(curve.measurementError),
    envelope: all(curve.envelope),
    difference: all(curve.difference),
    chosenStep: Number(curve.chosenStep.toPrecision(FIGURE)),
  };
};

/** The finding's own numbers, without those that no part of the page shows. */
function figures(finding: ParameterFinding): Finding {
  const { spreadResolution: _, scale: __, largestDifferenceOverBound: ___, ...shown } = finding;
  return {
    ...shown,
    resolution: rounded(finding.resolution, FACT),
    largestRelativeError: rounded(finding.largestRelativeError, FACT),
  };
}

/** What the page says about a check in words of its own, it need not carry. */
function facts(check: GradientCheck): Omit<Check, 'parameters'> {
  const { parameters: _, derivatives: __, summary: ___, value: ____, noise: _____, diagnoses, ...shown } = check;
  const { valueCalls, derivativeCalls, milliseconds } = check.cost;
  return {
    ...shown,
    diagnoses: diagnoses.map(({ kind, where, advice }) => ({ kind, where, advice })),
    resolution: rounded(check.resolution, FACT),
    cost: { valueCalls, derivativeCalls, milliseconds: Number(milliseconds.toPrecision(FACT)) },
  };
}

function compact(check: GradientCheck): Check {
  return {
    ...facts(check),
    value: rounded(check.value, TABLE),
    noise: rounded(check.noise, FIGURE),
    parameters: check.parameters.map(finding => ({
      ...figures(finding),
      coordinates: finding.coordinates.map(c => ({
        ...c,
        analytic: rounded(c.analytic, TABLE),
        numeric: rounded(c.numeric, TABLE),
        bound: rounded(c.bound, FACT),
        relativeError: rounded(c.relativeError, FIGURE),
        step: rounded(c.step, FACT),
      })),
      ...(finding.curve ? { curve: roundedCurve(finding.curve) } : {}),
      ...(finding.map
        ? { map: { ...finding.map, cells: finding.map.cells.map(cell => cell && rounded(cell, FACT)) } }
        : {}),
    })),
  };
}

/** Verdict, facts and parameters only. */
function lean(check: GradientCheck): Check {
  return {
    ...facts(check),
    parameters: check.parameters.map(finding => {
      const { curve: _, map: __, largestRelativeError: error, ...shown } = figures(finding);
      const isShown = finding.verdict !== 'correct' && error !== undefined;
      return { ...shown, ...(isShown ? { largestRelativeError: error } : {}), coordinates: [] };
    }),
  };
}
