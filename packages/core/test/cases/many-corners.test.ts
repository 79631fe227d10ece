import { describe, expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';
import { uniformStream } from '../../src/random.ts';

const { fround } = Math;
const BATCH = 32;
const INPUTS = 10;
const UNITS = 32;

interface Layers {
  readonly W: Float32Array;
  readonly b: Float32Array;
  readonly v: Float32Array;
}

/** Mean squared error of a layer of relus over a batch, in float32 throughout: a corner at a thousand places. */
function network(seed: number) {
  const uniform = uniformStream(seed);
  const draw = (size: number, scale: number) => Float32Array.from({ length: size }, () => scale * (2 * uniform() - 1));
  const x = draw(BATCH * INPUTS, 2);
  const y = draw(BATCH, 2);
  const hidden = ({ W, b }: Layers, row: number, unit: number): number => {
    let z = b[unit]!;
    for (let i = 0; i < INPUTS; i++) z = fround(z + fround(x[row * INPUTS + i]! * W[i * UNITS + unit]!));
    return Math.max(z, 0);
  };
  const errorOf = (layers: Layers, row: number): number => {
    let output = 0;
    for (let unit = 0; unit < UNITS; unit++)
      output = fround(output + fround(hidden(layers, row, unit) * layers.v[unit]!));
    return fround(output - y[row]!);
  };
  const value = (layers: Layers): number => {
    let sum = 0;
    for (let row = 0; row < BATCH; row++) sum = fround(sum + fround(errorOf(layers, row) ** 2));
    return fround(sum / BATCH);
  };
  const gradient = (layers: Layers): Layers => {
    const W = new Float64Array(INPUTS * UNITS);
    const b = new Float64Array(UNITS);
    const v = new Float64Array(UNITS);
    for (let row = 0; row < BATCH; row++) {
      const outer = (2 * errorOf(layers, row)) / BATCH;
      for (let unit = 0; unit < UNITS; unit++) {
        const h = hidden(layers, row, unit);
        v[unit]! += outer * h;
        if (h === 0) continue;
        b[unit]! += outer * layers.v[unit]!;
        for (let i = 0; i < INPUTS; i++) W[i * UNITS + unit]! += outer * layers.v[unit]! * x[row * INPUTS + i]!;
      }
    }
    return { W: Float32Array.from(W), b: Float32Array.from(b), v: Float32Array.from(v) };
  };
  return { value, gradient, at: { W: draw(INPUTS * UNITS, 0.7), b: draw(UNITS, 0.2), v: draw(UNITS, 0.4) } };
}

describe('a layer of relus over a batch, in float32', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('whose gradient is right is not called wrong (seed %i)', seed => {
    const { value, gradient, at } = network(seed);
    expect(checkGradients({ value, gradient }, { at, evidence: 'never' }).verdict).not.toBe('incorrect');
  });

  it.each([1, 2, 3, 4])('whose gradient is wrong in one entry by the largest of them is (seed %i)', seed => {
    const { value, gradient, at } = network(seed);
    const wrong = (layers: Layers): Layers => {
      const found = gradient(layers);
      found.W[17 * seed]! += Math.max(...found.W.map(Math.abs));
      return found;
    };
    const result = checkGradients({ value, gradient: wrong }, { at, evidence: 'never' });
    expect(result.verdict).toBe('incorrect');
    expect(result.parameters.filter(({ verdict }) => verdict === 'incorrect').map(({ path }) => path)).toEqual(['W']);
  });
});
