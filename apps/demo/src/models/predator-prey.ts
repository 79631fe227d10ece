import { type Floats, filled, type Matrix, zeros } from '../matrix.ts';

/** The equations of Lotka and Volterra: prey ẋ = (α − β·y)·x, predators ẏ = (δ·x − γ)·y. */
export interface Ecosystem {
  /** α, β, γ, δ: per year, and per year and animal */
  rates: Floats;
  /** prey and predators in the first year */
  start: Floats;
}

/** Years that are looked at, and steps of the integrator between two of them. */
export interface Schedule {
  readonly years: number;
  readonly stepsPerYear: number;
}

function slope([x, y]: Floats, [alpha, beta, gamma, delta]: Floats): [number, number] {
  return [(alpha! - beta! * y!) * x!, (delta! * x! - gamma!) * y!];
}

/** Jacobian of `slope` times a tangent of the state and one of the rates. */
function slopeJvp([x, y]: Floats, [alpha, beta, gamma, delta]: Floats, [dx, dy]: Floats, dRates: Floats) {
  return [
    (alpha! - beta! * y!) * dx! - beta! * x! * dy! + x! * dRates[0]! - x! * y! * dRates[1]!,
    delta! * y! * dx! + (delta! * x! - gamma!) * dy! - y! * dRates[2]! + x! * y! * dRates[3]!,
  ];
}

/** A cotangent of `slope` times its Jacobian: added to `dState` and to `dRates`. */
function slopeVjp([x, y]: Floats, [alpha, beta, gamma, delta]: Floats, [p, q]: Floats, dState: Floats, dRates: Floats) {
  dState[0]! += p! * (alpha! - beta! * y!) + q! * delta! * y!;
  dState[1]! += -p! * beta! * x! + q! * (delta! * x! - gamma!);
  dRates[0]! += p! * x!;
  dRates[1]! -= p! * x! * y!;
  dRates[2]! -= q! * y!;
  dRates[3]! += q! * x! * y!;
}

/** z + h·k */
const ahead = (z: Floats, h: number, k: ArrayLike<number>): Floats => z.map((v, i) => v + h * k[i]!);

/** The four states at which the classic Runge-Kutta step takes its slopes, and those slopes. */
function stages(z: Floats, h: number, rates: Floats) {
  const k1 = slope(z, rates);
  const z2 = ahead(z, h / 2, k1);
  const k2 = slope(z2, rates);
  const z3 = ahead(z, h / 2, k2);
  const k3 = slope(z3, rates);
  const z4 = ahead(z, h, k3);
  return { z2, z3, z4, k: [k1, k2, k3, slope(z4, rates)] as const };
}

const combine = (k: readonly ArrayLike<number>[], i: number): number =>
  (k[0]![i]! + 2 * k[1]![i]! + 2 * k[2]![i]! + k[3]![i]!) / 6;

/** States at every step, `years · stepsPerYear` + 1 of them. */
function integrate({ rates, start }: Ecosystem, { years, stepsPerYear }: Schedule): Floats[] {
  const h = 1 / stepsPerYear;
  const states = [start];
  for (let n = 0; n < (years - 1) * stepsPerYear; n++) {
    const z = states[n]!;
    const { k } = stages(z, h, rates);
    states.push(z.map((v, i) => v + h * combine(k, i)));
  }
  return states;
}

/** years × 2: prey and predators. */
export function populations(system: Ecosystem, schedule: Schedule): Matrix {
  const states = integrate(system, schedule);
  return filled(schedule.years, 2, system.start, (year, i) => states[year * schedule.stepsPerYear]![i]!);
}

/** Forward sensitivities: a tangent of the parameters is carried along with the state. */
export function sensitivities({ rates, start }: Ecosystem, tangent: Ecosystem, schedule: Schedule): Matrix {
  const h = 1 / schedule.stepsPerYear;
  const moved = [tangent.start];
  for (const [n, z] of integrate({ rates, start }, schedule).slice(0, -1).entries()) {
    const dz = moved[n]!;
    const { z2, z3, z4 } = stages(z, h, rates);
    const d1 = slopeJvp(z, rates, dz, tangent.rates);
    const d2 = slopeJvp(z2, rates, ahead(dz, h / 2, d1), tangent.rates);
    const d3 = slopeJvp(z3, rates, ahead(dz, h / 2, d2), tangent.rates);
    const d4 = slopeJvp(z4, rates, ahead(dz, h, d3), tangent.rates);
    moved.push(dz.map((v, i) => v + h * combine([d1, d2, d3, d4], i)));
  }
  return filled(schedule.years, 2, start, (year, i) => moved[year * schedule.stepsPerYear]![i]!);
}

/** Discrete adjoint: the steps are gone through backwards, each as its own small backward pass. `dy` is years × 2. */
export function adjoint({ rates, start }: Ecosystem, dy: Matrix, schedule: Schedule): Ecosystem {
  const h = 1 / schedule.stepsPerYear;
  const states = integrate({ rates, start }, schedule);
  const dRates = zeros(4, rates);
  let dz = zeros(2, start);
  for (let n = states.length - 1; n >= 0; n--) {
    if (n < states.length - 1) dz = stepBackward(states[n]!, h, rates, dz, dRates);
    if (n % schedule.stepsPerYear === 0) {
      const year = n / schedule.stepsPerYear;
      dz = dz.map((v, i) => v + dy.data[2 * year + i]!);
    }
  }
  return { rates: dRates, start: dz };
}

/** Gradient with respect to the state before a step, from the one after it; what the rates get is added to `dRates`. */
function stepBackward(z: Floats, h: number, rates: Floats, dNext: Floats, dRates: Floats): Floats {
  const { z2, z3, z4 } = stages(z, h, rates);
  const d2 = zeros(2, z);
  const d3 = zeros(2, z);
  const d4 = zeros(2, z);
  const d1 = dNext.slice();
  // A slope reaches the next state by its share of the step, and by the stage that starts from it.
  slopeVjp(
    z4,
    rates,
    dNext.map(v => (h / 6) * v),
    d4,
    dRates,
  );
  slopeVjp(
    z3,
    rates,
    dNext.map((v, i) => (h / 3) * v + h * d4[i]!),
    d3,
    dRates,
  );
  slopeVjp(
    z2,
    rates,
    dNext.map((v, i) => (h / 3) * v + (h / 2) * d3[i]!),
    d2,
    dRates,
  );
  slopeVjp(
    z,
    rates,
    dNext.map((v, i) => (h / 6) * v + (h / 2) * d2[i]!),
    d1,
    dRates,
  );
  return d1.map((v, i) => v + d2[i]! + d3[i]! + d4[i]!);
}

/** Half the sum of squared differences of logarithms between model and counts (years × 2). */
export function misfit(system: Ecosystem, counts: Matrix, schedule: Schedule): number {
  const { data } = populations(system, schedule);
  let sum = 0;
  for (const [i, v] of data.entries()) sum += Math.log(v / counts.data[i]!) ** 2 / 2;
  return sum;
}

export function misfitGradient(system: Ecosystem, counts: Matrix, schedule: Schedule): Ecosystem {
  const { data, shape } = populations(system, schedule);
  const dy = data.map((v, i) => Math.log(v / counts.data[i]!) / v);
  return adjoint(system, { data: dy, shape }, schedule);
}
