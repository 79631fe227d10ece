/** A function that takes some milliseconds: a mean of two thousand sums of tanh. */
const ROUNDS = 2_000;

export const value = ({ x }) => {
  let sum = 0;
  for (let round = 1; round <= ROUNDS; round++)
    for (let i = 0; i < x.length; i++) sum += Math.tanh(x[i] * (1 + round / ROUNDS));
  return sum / ROUNDS;
};

export const gradient = ({ x }) => {
  const g = new Float64Array(x.length);
  for (let round = 1; round <= ROUNDS; round++) {
    const s = 1 + round / ROUNDS;
    for (let i = 0; i < x.length; i++) g[i] += (s * (1 - Math.tanh(x[i] * s) ** 2)) / ROUNDS;
  }
  return { x: g };
};
