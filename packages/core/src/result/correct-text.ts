import { fromJsonNumber } from '../json-number.ts';
import { shapeText } from '../parameters/paths.ts';
import type { GradientCheck, ParameterFinding } from '../types.ts';
import { wrap } from '../wrap.ts';
import { alignPoints, shortened, widest } from './columns.ts';
import { derivativeNoun } from './derivative-noun.ts';
import { count, listOf, short } from './numbers.ts';
import type { Paint } from './paint.ts';
import { blindParameters } from './summary.ts';

/** Parameters listed by name. */
const ROWS = 6;

/** The longest name that leaves room for the numbers. */
const NAME = 30;

/** First line when `.not` expected a mistake and there is none. */
export function unexpectedlyCorrect({ parameters }: GradientCheck): string {
  return `Expected an incorrect gradient, but ${allOf(parameters)} correct`;
}

function allOf(parameters: readonly ParameterFinding[]): string {
  if (parameters.length > 2) return `all ${count(parameters.length)} parameters are`;
  return parameters.length === 2 ? 'both parameters are' : `${shortened(parameters[0]!.path, NAME)} is`;
}

/** What is said below it: how close every parameter came to its bound, and why a planted bug may not show. */
export function correctSections(check: GradientCheck, paint: Paint): string[] {
  return [
    table(check.parameters, paint),
    wrap(provedSentences(check), 2),
    wrap(
      'If a bug was planted on purpose, it has no effect at this point: a factor on a term that is zero here, a branch not taken, a region not visited. Move the point.',
      2,
    ),
  ];
}

function table(parameters: readonly ParameterFinding[], paint: Paint): string {
  const shown = parameters.slice(0, ROWS);
  const names = shown.map(({ path }) => shortened(path, NAME));
  const shapes = shown.map(({ shape }) => shapeText(shape));
  const shares = alignPoints(shown.map(({ largestDifferenceOverBound }) => short(largestDifferenceOverBound)));
  const resolutions = shown.map(({ resolution }) =>
    Number.isFinite(fromJsonNumber(resolution)) ? short(resolution) : 'none',
  );
  const name = widest(['parameter', ...names]) + 3;
  const shape = widest(['shape', ...shapes]) + 6;
  const share = 'largest difference ÷ bound     ';
  const lines = [
    `  ${'parameter'.padEnd(name)}${'shape'.padEnd(shape)}${share}resolution`,
    ...shown.map((_, k) => {
      const numbers = `        ${shares[k]!}`.padEnd(share.length + 2) + resolutions[k]!;
      return `  ${names[k]!.padEnd(name)}${shapes[k]!.padEnd(shape)}${numbers}`;
    }),
  ];
  const more = parameters.length - shown.length;
  if (more > 0) lines.push(paint(`  ... ${count(more)} more`, 'dim'));
  return lines.join('\n');
}

function provedSentences(check: GradientCheck): string {
  const { parameters, resolution } = check;
  const size = parameters.reduce((sum, parameter) => sum + parameter.size, 0);
  const agree = size === 1 ? 'agrees with the numeric one' : 'agree with the numeric ones';
  const within = size === 1 ? 'its error bound' : 'their error bounds';
  const said = `${count(size)} ${derivativeNoun(size, parameters)} ${agree} within ${within}.`;
  if (!Number.isFinite(fromJsonNumber(resolution))) return said;
  const blind = blindParameters(check);
  const except =
    blind.length === 0 ? '' : `, but not in ${blind.length > 4 ? `${blind.length} others` : listOf(blind)}`;
  return `${said} A relative error of ${short(resolution)} or more would have been noticed${except}.`;
}
