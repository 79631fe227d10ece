import { UNRECOGNISED } from '../diagnose/unknown.ts';
import { fromJsonNumber } from '../json-number.ts';
import { indexLabel } from '../parameters/paths.ts';
import type { Diagnosis, GradientCheck, InconclusiveEvidence, ParameterFinding, SteepShape } from '../types.ts';
import { shortened } from './columns.ts';
import { derivativeNoun } from './derivative-noun.ts';
import { count, listOf, plural, short } from './numbers.ts';

export type UnsummarizedCheck = Omit<GradientCheck, 'summary'>;

/** What a derivative form is called in a sentence. */
const FORM_NAMES = {
  gradient: 'Gradient',
  vjp: 'Vjp',
  jvp: 'Jvp',
  jacobian: 'Jacobian',
  hvp: 'Hessian-vector product',
  hessian: 'Hessian',
} as const;

export function wrongParameters({ parameters }: Pick<GradientCheck, 'parameters'>): ParameterFinding[] {
  return parameters.filter(({ verdict }) => verdict === 'incorrect');
}

/** The wrong parameter that the text leads with: the one with the largest relative error. */
export function worstParameter(check: Pick<GradientCheck, 'parameters'>): ParameterFinding | undefined {
  const error = ({ largestRelativeError }: ParameterFinding): number => fromJsonNumber(largestRelativeError);
  return wrongParameters(check).reduce<ParameterFinding | undefined>(
    (a, b) => (a && error(a) >= error(b) ? a : b),
    undefined,
  );
}

/**
 * The first line of every text about a check: verdict, parameter, how much, what it looks like. At most 90 columns; it is all
 * that an annotation, a test tree or a chat shows.
 */
export function summarize(check: UnsummarizedCheck): string {
  if (check.verdict === 'correct') return correctLine(check);
  if (check.verdict === 'inconclusive') return fit(`No verdict: ${reasonLine(check)}`);
  return incorrectLine(check);
}

function correctLine(check: UnsummarizedCheck): string {
  const size = check.parameters.reduce((sum, parameter) => sum + parameter.size, 0);
  const noun = derivativeNoun(size, check.parameters);
  const all = size === 1 ? `The ${noun} is` : `All ${count(size)} ${noun} are`;
  const blind = blindParameters(check);
  if (blind.length === check.parameters.length) return `${all} ${unprovable(check)}`;
  const error = `error of ${short(check.resolution)} would`;
  const noticed = `${all} correct; a relative ${error} have been noticed`;
  if (blind.length === 0) return noticed;
  const names = blind.length > 3 ? `${count(blind.length)} parameters` : listOf(blind);
  return fit(
    `${noticed}, but not in ${names}`,
    `${all} correct; a relative ${error} show, but not in ${names}`,
    `${all} correct; an ${error} show, but not in ${names}`,
    `${all} correct; an ${error} show, but not in ${plural(blind.length, 'parameter')}`,
  );
}

/** What is true of derivatives in which no relative error could show. */
function unprovable({ parameters }: Pick<GradientCheck, 'parameters'>): string {
  const isAtCorner = parameters.some(({ coordinates }) => coordinates.some(({ status }) => status === 'kink'));
  return isAtCorner
    ? 'correct: at a corner of the function, within its slopes'
    : 'zero within rounding, and correct as far as that can show';
}

/** Parameters in which no relative error would have been noticed: where a derivative of zero is claimed, none can be stated. */
export function blindParameters({ parameters }: Pick<GradientCheck, 'parameters'>): string[] {
  return parameters.filter(({ resolution }) => !Number.isFinite(fromJsonNumber(resolution))).map(({ path }) => path);
}

function incorrectLine(check: UnsummarizedCheck): string {
  const wrong = wrongParameters(check);
  const worst = worstParameter(check);
  const likely = check.diagnoses.find(({ phrase }) => phrase !== UNRECOGNISED);
  const more = check.diagnoses.length > 1;
  const looks = likely ? `, ${more ? `${likely.hint} and more` : placeOfPhrase(likely, wrong) + likely.phrase}` : '';
  if (!worst) return fit(`The derivative is incorrect${looks}`, 'The derivative is incorrect');
  const line = (names: string, more = ''): string => `${FORM_NAMES[worst.derivative]} of ${names} is incorrect${more}`;
  if (wrong.length > 1) {
    const many = `${count(wrong.length)} of ${check.parameters.length} parameters`;
    const names = wrong.length > 3 ? many : listOf(wrong.map(({ path }) => path));
    return fit(line(names, looks), line(names), line(many));
  }
  const where = placeOf(worst);
  return fit(line(worst.path, where + looks), line(worst.path, where), line(shortened(worst.path, 50)));
}

/** The output that a diagnosis was made of, of a derivative that is compared output by output: " of y[3]". */
export function outputOf({ where }: Diagnosis, parameters: readonly ParameterFinding[]): string {
  const output = parameters.find(({ path }) => path === where[0])?.coordinates[0]?.output;
  return output ? ` of ${output}` : '';
}

/** Says of which of several wrong parameters, or of which output, a phrase is true. */
function placeOfPhrase(likely: Diagnosis, wrong: readonly ParameterFinding[]): string {
  const { where } = likely;
  const output = outputOf(likely, wrong);
  const isTrueOfAll = wrong.every(({ path }) => where.includes(path)) && !output;
  return isTrueOfAll || where.length === 0 || where.length > 3 ? '' : `in ${listOf(where)}${output} `;
}

function placeOf(parameter: ParameterFinding): string {
  if (parameter.size === 1) return '';
  const about = parameter.wrongIsEstimate ? 'about ' : '';
  const first = parameter.coordinates[0];
  const place = parameter.wrong === 1 && first ? `, at ${indexLabel(parameter.path, first.index)}` : '';
  return parameter.wrong === 0
    ? ''
    : ` in ${about}${count(parameter.wrong)} of ${count(parameter.size)} coordinates${place}`;
}

/** The first of the candidates that fits a line. */
function fit(...candidates: readonly string[]): string {
  return candidates.find(line => line.length <= 90) ?? `${candidates[candidates.length - 1]!.slice(0, 87)}...`;
}

function reasonLine(check: UnsummarizedCheck): string {
  return check.inconclusive ? explain(check.inconclusive) : 'no reason recorded';
}

function steepLine(coordinate: string, shape: SteepShape | undefined): string {
  switch (shape) {
    case 'cusp':
      return `value() has a cusp at ${coordinate}, its slope grows without limit on both sides`;
    case 'vertical-tangent':
      return `value() has a vertical tangent at ${coordinate}, its slope grows without limit`;
    case 'edge-of-domain':
      return `${coordinate} is at the edge of the domain, where the slope grows without limit`;
    default:
      return `the slope grows without limit towards ${coordinate}`;
  }
}

/** An infinite claim may be true and is not compared: no step was taken. */
export function claimsInfinity(evidence: InconclusiveEvidence): boolean {
  return evidence.reason === 'infinite-slope' && evidence.steps[0] === 0;
}

function explain(evidence: InconclusiveEvidence): string {
  switch (evidence.reason) {
    case 'nondeterministic': {
      const different = new Set(evidence.values.map(String)).size;
      if (different < 2) return 'the derivative is not deterministic, two calls gave two different results';
      return `value() is not deterministic, ${plural(evidence.values.length, 'call')} at one point gave ${different} different values`;
    }
    case 'not-finite':
      return evidence.coordinate
        ? `value() is not finite on either side of ${evidence.coordinate}`
        : `value() is ${String(evidence.value)} at the point`;
    case 'discontinuous':
      return `value() jumps by ${short(evidence.jump)} at ${evidence.coordinate}`;
    case 'kink':
      if (evidence.left === evidence.right) return `several coordinates are tied at ${evidence.coordinate}`;
      return `there is no derivative at ${evidence.coordinate}: ${short(evidence.left)} on its left, ${short(evidence.right)} on its right`;
    case 'infinite-slope':
      return claimsInfinity(evidence)
        ? `the derivative claimed at ${evidence.coordinate} is infinite`
        : steepLine(evidence.coordinate, evidence.shape);
    case 'too-noisy':
      return `the noise of value() hides relative errors below ${short(evidence.reached)}`;
    case 'budget':
      return `${plural(evidence.spent, 'evaluation')} were not enough, about ${count(evidence.needed)} are needed`;
  }
}
