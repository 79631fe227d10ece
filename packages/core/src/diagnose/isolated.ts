import { coordinateLabel } from '../parameters/paths.ts';
import { counted, named } from './fit.ts';
import { slicesOf } from './slices.ts';
import { factorText, isClear, split } from './split.ts';
import type { ComparedParameter, Pattern, Scene } from './types.ts';
import { NOT_A_NUMBER } from './unknown.ts';

/** Largest number of wrong coordinates that are a few, and the share of the parameter that they may be. */
const FEW = 8;
const SHARE = 1 / 8;

const countWrong = ({ wrong }: Scene): number =>
  wrong.reduce((sum, parameter) => sum + split(parameter).wrong.length, 0);

/** One coordinate among many: no rearrangement has that effect. */
export const oneCoordinate: Pattern = scene => (countWrong(scene) === 1 ? isolated(scene) : undefined);

/** A few coordinates among many, or one slice. */
export const isolated: Pattern = scene => {
  const { wrong, parameters } = scene;
  const count = countWrong(scene);
  // One scalar among several parameters stands alone as well, if all the others are right.
  const alone = parameters.filter(({ verdict }) => verdict === 'incorrect').length === 1;
  const all = alone && count === 1 ? parameters : wrong;
  const size = all.reduce((sum, { claimed }) => sum + claimed.length, 0);
  const [parameter] = wrong;
  if (!parameter || count === 0 || size < 4 || !wrong.every(isClear)) return undefined;
  const parts = split(parameter);
  const slices = wrong.length === 1 && count > 1 && parts.right.length > 1 ? slicesOf(parameter, parts) : undefined;
  const slice = slices?.count === 1 && slices.extent > 2 ? slices.name : undefined;
  if (!slice && count > Math.max(1, Math.min(FEW, size * SHARE))) return undefined;
  const { path, shape, claimed } = parameter;
  const entry = parts.wrong[0]!;
  const label =
    count === 1
      ? coordinateLabel(path, entry, shape)
      : `${slice ?? `${count} coordinates`} of ${wrong.map(p => p.path).join(', ')}`;
  const isBroken = count === 1 && Number.isNaN(claimed[entry]);
  const atEnd = count === 1 && entry > 0 && entry === claimed.length - 1 ? `, at the very end of ${path}` : '';
  const what =
    count > 1
      ? factorText(parameter)
      : claimed[entry] === 0
        ? ' The analytic value is exactly 0, like an entry that is never written.'
        : isBroken
          ? ' The analytic value is NaN.'
          : '';
  return named(
    'isolated',
    wrong,
    counted(count),
    isBroken ? NOT_A_NUMBER.phrase : slice ? `${slice} alone` : phraseOf(count, parameter, parameters.length),
    `Only ${label} ${count > 1 && !slice ? 'differ' : 'differs'}${atEnd}.${what}`,
    isBroken
      ? NOT_A_NUMBER.advice
      : claimed.length === 1
        ? 'None of the others is wrong: look at what is computed for this one alone.'
        : 'Look at loop bounds, at the ends of slices, and at entries written twice or never.',
  );
};

function phraseOf(count: number, { claimed }: ComparedParameter, parameters: number): string {
  if (count > 1) return `${count} coordinates alone`;
  return claimed.length === 1 ? `the only one of ${parameters} parameters` : 'one coordinate alone';
}
