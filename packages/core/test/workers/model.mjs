/** A small network's loss: what a user hands to a worker pool. */
const forward = ({ W, b }) => {
  let sum = b;
  for (let i = 0; i < W.length; i++) sum += Math.tanh(W[i] * (1 + (i % 5)));
  return sum;
};

export const value = p => forward(p) ** 2;

export const gradient = p => ({
  W: p.W.map((w, i) => 2 * forward(p) * (1 - Math.tanh(w * (1 + (i % 5))) ** 2) * (1 + (i % 5))),
  b: 2 * forward(p),
});
