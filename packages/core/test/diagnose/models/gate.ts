/** y = leaky(z)·sigmoid(gate), entry by entry: an activation whose pre-activation is a parameter. */
export interface Gate {
  z: number[];
  gate: number[];
}

const spread = (n: number, phase: number, size: number): number[] =>
  Array.from({ length: n }, (_, i) => size * Math.sin(1.7 * i + phase) + 0.05);

export const at: Gate = { z: spread(16, 0.4, 2), gate: spread(16, 2, 1.5) };

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
export const slope = (z: number): number => (z > 0 ? 1 : 0.1);

export const value = ({ z, gate }: Gate): number[] => z.map((v, i) => v * slope(v) * sigmoid(gate[i]!));

export function vjp({ z, gate }: Gate, dy: number[]): Gate {
  const s = gate.map(sigmoid);
  return {
    z: z.map((v, i) => dy[i]! * slope(v) * s[i]!),
    gate: z.map((v, i) => dy[i]! * v * slope(v) * s[i]! * (1 - s[i]!)),
  };
}
