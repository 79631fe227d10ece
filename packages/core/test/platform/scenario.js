/**
 * One check of everything at once, in plain JavaScript that any platform takes: correct, wrong and inconclusive, float64 and
 * float32, every coordinate and directions. Only operations that IEEE 754 rounds alike everywhere.
 * @param {typeof import('@gradcheck/core')} core
 * @returns {string} the checks as JSON, without their duration
 */
export function scenario({ checkGradients, numericalGradient }) {
  const cubes = x => x.reduce((sum, v, k) => sum + ((k + 1) * v * v * v) / (1 + v * v), 0);
  const slopes = x => x.map((v, k) => ((k + 1) * v * v * (3 + v * v)) / (1 + v * v) ** 2);
  const small = Float64Array.of(0.3, -1.2, 0.7, 2.1);
  const large = Float64Array.from({ length: 3000 }, (_, k) => ((k * 7919) % 1000) / 500 - 1);
  const checks = [
    checkGradients({ value: cubes, gradient: slopes }, { at: small, evidence: 'always' }),
    checkGradients({ value: cubes, gradient: x => slopes(x).map((v, k) => (k === 2 ? 2 * v : v)) }, { at: small }),
    checkGradients({ value: cubes, gradient: x => slopes(x) }, { at: Float32Array.from(small) }),
    checkGradients({ value: cubes, gradient: slopes }, { at: large }),
    checkGradients({ value: x => Math.abs(x), gradient: () => 0.5 }, { at: 0 }),
    checkGradients({ value: x => x.map(v => v * v), vjp: (x, c) => x.map((v, k) => 2 * v * c[k]) }, { at: small }),
    checkGradients({ value: x => (x > 1 ? 1 : 0), gradient: () => 0 }, { at: 1 }),
  ];
  const timeless = checks.map(check => ({ ...check, cost: { ...check.cost, milliseconds: 0 } }));
  const { gradient, errorBound } = numericalGradient(cubes, { at: small });
  return JSON.stringify([...timeless, [...gradient], [...errorBound]]);
}
