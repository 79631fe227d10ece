/** Layer normalisation of one vector: y = γ·(x − mean)/√(variance + ε) + β. All three have the same length. */
export interface Inputs {
  x: Float64Array;
  gamma: Float64Array;
  beta: Float64Array;
}

const EPSILON = 1e-5;

function normalise(x: Float64Array) {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  const variance = x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length;
  const scale = 1 / Math.sqrt(variance + EPSILON);
  return { scale, normal: x.map(v => (v - mean) * scale) };
}

export function layerNorm({ x, gamma, beta }: Inputs): Float64Array {
  return normalise(x).normal.map((v, i) => gamma[i]! * v + beta[i]!);
}

export function layerNormBackward({ x, gamma }: Inputs, dy: Float64Array): Inputs {
  const { scale, normal } = normalise(x);
  const d = dy.map((v, i) => v * gamma[i]!);
  const mean = d.reduce((sum, v) => sum + v, 0) / x.length;
  const slope = d.reduce((sum, v, i) => sum + v * normal[i]!, 0) / x.length;
  return {
    x: d.map((v, i) => scale * (v - mean - normal[i]! * slope)),
    gamma: dy.map((v, i) => v * normal[i]!),
    beta: dy.slice(),
  };
}
