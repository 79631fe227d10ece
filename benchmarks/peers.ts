import type { LabelledCase, Parameters } from './labelled-case.ts';

/** The decision rules of well-known checkers, with their default settings. */
type Rule = (labelled: LabelledCase) => { verdict: string };

const entries = (at: Parameters): [string, number][] =>
  Object.entries(at).flatMap(([name, v]) =>
    Array.from({ length: typeof v === 'number' ? 1 : v.length }, (_, i): [string, number] => [name, i]),
  );
const get = (p: Parameters, name: string, i: number): number => {
  const v = p[name]!;
  return typeof v === 'number' ? v : v[i]!;
};

function moved(at: Parameters, name: string, i: number, x: number): Parameters {
  const copy = structuredClone(at);
  const v = copy[name]!;
  if (typeof v === 'number') copy[name] = x;
  else v[i] = x;
  return copy;
}

interface Pair {
  readonly analytic: number;
  readonly numeric: number;
}

/** Every coordinate, by a central (or forward) difference of one step. */
function pairs({ at, value, gradient }: LabelledCase, step: number, forward = false): Pair[] | undefined {
  value(structuredClone(at));
  const g = gradient(structuredClone(at));
  const origin = value(structuredClone(at));
  const found: Pair[] = [];
  for (const [name, i] of entries(at)) {
    const claimed = g?.[name];
    const wanted = at[name]!;
    if (claimed === undefined || (typeof wanted !== 'number' && (claimed as Float64Array).length !== wanted.length))
      return undefined;
    const x = get(at, name, i);
    const above = value(moved(at, name, i, x + step));
    const numeric = forward ? (above - origin) / step : (above - value(moved(at, name, i, x - step))) / (2 * step);
    found.push({ analytic: get(g, name, i), numeric });
  }
  return found;
}

const rule =
  (step: number, accepts: (pairs: readonly Pair[]) => boolean, forward = false): Rule =>
  labelled => {
    const found = pairs(labelled, step, forward);
    return { verdict: found && accepts(found) ? 'correct' : 'incorrect' };
  };

const allClose =
  (relative: number, absolute: number) =>
  (found: readonly Pair[]): boolean =>
    found.every(({ analytic, numeric }) => Math.abs(analytic - numeric) <= absolute + relative * Math.abs(numeric));

const norm = (values: readonly number[]): number => Math.hypot(...values);

/** Component k of a direction of about unit components. */
const component = (k: number): number => 1.4 * Math.sin(12.9898 * (k + 1));

/** One fixed direction over all parameters, in the place of a random one. */
function directional(step: number, accepts: (analytic: number, numeric: number) => boolean): Rule {
  return ({ at, value, gradient }) => {
    const g = gradient(structuredClone(at));
    const along = (t: number): Parameters => {
      const copy = structuredClone(at);
      for (const [k, [name, i]] of entries(at).entries()) {
        const v = copy[name]!;
        const move = t * component(k);
        if (typeof v === 'number') copy[name] = v + move;
        else v[i]! += move;
      }
      return copy;
    };
    let analytic = 0;
    for (const [k, [name, i]] of entries(at).entries())
      analytic += (g?.[name] === undefined ? Number.NaN : get(g, name, i)) * component(k);
    const numeric = (value(along(step)) - value(along(-step))) / (2 * step);
    return { verdict: accepts(analytic, numeric) ? 'correct' : 'incorrect' };
  };
}

export const peers: Readonly<Record<string, Rule>> = {
  'PyTorch gradcheck': rule(1e-6, allClose(1e-3, 1e-5)),
  'JAX check_grads': directional(1e-4, (a, n) => Math.abs(a - n) <= 1e-5 + 1e-5 * Math.abs(n)),
  'TensorFlow, documented': rule(1 / 1024, allClose(1e-6, 1e-6)),
  'SciPy check_grad < 1e-5': rule(1.5e-8, found => norm(found.map(p => p.analytic - p.numeric)) < 1e-5, true),
  'autograd check_grads': directional(1e-6, (a, n) => Math.abs(a - n) < 1e-6 || Math.abs(a - n) < 1e-6 * Math.abs(n)),
  'deep-learning course 1e-7': rule(
    1e-7,
    found =>
      norm(found.map(p => p.analytic - p.numeric)) <
      1e-7 * (norm(found.map(p => p.analytic)) + norm(found.map(p => p.numeric))),
  ),
};
