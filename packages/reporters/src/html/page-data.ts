import type {
  GradientCheck,
  GradientRun,
  JsonNumber,
  ParameterFinding,
  RecordedCheck,
  StepCurve,
} from '@gradcheck/core';
import type { Entry, PageData } from '../../page/src/data/page-data.ts';
import { lastAttempts, outcomeOf } from '../run/outcome.ts';
import { checkIds } from './check-ids.ts';

/** Correct checks whose evidence is kept. */
const KEPT_CORRECT = 200;
/** Further checks that are not correct whose evidence is kept whole. */
const KEPT_WRONG = 1000;

/** What the page embeds: the last attempt of every check, with its address, as small as the figures allow. */
export function pageData(run: GradientRun): PageData {
  const { checks, ...described } = run;
  const last = lastAttempts(checks);
  const ids = checkIds(last);
  const kept = { correct: 0, wrong: 0 };
  const entries = last.map((recorded, k): Entry => {
    const { check } = recorded;
    const id = ids[k]!;
    if (!check) return { id, recorded };
    const whole = outcomeOf(recorded) === 'correct' ? kept.correct++ < KEPT_CORRECT : kept.wrong++ < KEPT_WRONG;
    return whole
      ? { id, recorded: { ...recorded, check: compact(check) } }
      : { id, recorded: { ...recorded, check: lean(check) }, lean: true };
  });
  return { run: described, entries };
}

/** Digits that the page shows at most, and one to spare; curves and maps are drawn from fewer. */
const [TABLE, FIGURE] = [7, 4];

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

function figures(finding: ParameterFinding): ParameterFinding {
  return {
    ...finding,
    resolution: rounded(finding.resolution, FIGURE),
    spreadResolution: rounded(finding.spreadResolution, FIGURE),
    scale: rounded(finding.scale, FIGURE),
    largestRelativeError: rounded(finding.largestRelativeError, FIGURE),
    largestDifferenceOverBound: rounded(finding.largestDifferenceOverBound, FIGURE),
  };
}

function compact(check: GradientCheck): GradientCheck {
  return {
    ...check,
    parameters: check.parameters.map(finding => ({
      ...figures(finding),
      coordinates: finding.coordinates.map(c => ({
        ...c,
        analytic: rounded(c.analytic, TABLE),
        numeric: rounded(c.numeric, TABLE),
        bound: rounded(c.bound, FIGURE),
        relativeError: rounded(c.relativeError, FIGURE),
        step: rounded(c.step, FIGURE),
      })),
      ...(finding.curve ? { curve: roundedCurve(finding.curve) } : {}),
      ...(finding.map
        ? { map: { ...finding.map, cells: finding.map.cells.map(cell => cell && rounded(cell, FIGURE)) } }
        : {}),
    })),
  };
}

/** Verdict, facts and parameters only. */
function lean(check: GradientCheck): GradientCheck {
  return {
    ...check,
    resolution: rounded(check.resolution, FIGURE),
    noise: rounded(check.noise, FIGURE),
    value: rounded(check.value, TABLE),
    cost: { ...check.cost, milliseconds: Number(check.cost.milliseconds.toPrecision(3)) },
    parameters: check.parameters.map(({ curve: _, map: __, ...finding }) => ({
      ...figures(finding),
      coordinates: [],
    })),
  };
}

/** Checks as this page's code understands them. */
export const isReadable = ({ check }: RecordedCheck): boolean => check === undefined || check.schemaVersion === 1;
