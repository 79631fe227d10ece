import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

setFlagsFromString('--expose-gc');
const gc: () => void = runInNewContext('gc');

/** Bytes of typed arrays that are alive. */
function alive(): number {
  // What the first collection finds dead is given back at the latest by the second.
  gc();
  gc();
  return process.memoryUsage().arrayBuffers;
}

/** Long enough for everything else to be small beside it. */
const LENGTH = 2 ** 18;
const x = Float64Array.from({ length: LENGTH }, (_, k) => Math.sin(k));

/**
 * What is alive at nine in ten calls of the user's functions, beyond what was before, in copies of the parameter. Not at all of
 * them: when a frame lets go of what it needs no more is the engine's affair.
 */
async function held(check: (atCall: () => void) => void): Promise<number> {
  // Frames of what ran before are gone in a turn of their own.
  await new Promise(setImmediate);
  const before = alive();
  const found: number[] = [];
  check(() => {
    found.push(alive() - before);
  });
  found.sort((a, b) => a - b);
  return found[Math.floor(0.9 * found.length)]! / x.byteLength;
}

it('a check of a scalar function holds the point, one to write to and the claim', async () => {
  const copies = await held(atCall => {
    const value = (p: Float64Array): number => {
      atCall();
      return p.reduce((sum, v) => sum + Math.sin(v), 0);
    };
    const gradient = (p: Float64Array): Float64Array => {
      atCall();
      return p.map(Math.cos);
    };
    expect(checkGradients({ value, gradient }, { at: x }).verdict).toBe('correct');
  });
  expect(copies).toBeLessThan(4);
});

it('a vjp, whose outputs are as large as its parameter, takes at most three times as much as both', async () => {
  const copies = await held(atCall => {
    const value = (p: Float64Array): Float64Array => {
      atCall();
      return p.map(Math.sin);
    };
    const vjp = (p: Float64Array, dy: Float64Array): Float64Array => {
      atCall();
      return p.map((v, k) => Math.cos(v) * dy[k]!);
    };
    expect(checkGradients({ value, vjp }, { at: x }).verdict).toBe('correct');
  });
  // With the last output.
  expect(copies).toBeLessThan(2 * 3 + 1);
});

it('a vjp that writes to its arguments is right all the same, however large they are', () => {
  const value = (p: Float64Array): Float64Array => p.map(Math.sin);
  const vjp = (p: Float64Array, dy: Float64Array): Float64Array => {
    for (let k = 0; k < p.length; k++) dy[k] = dy[k]! * Math.cos(p[k]!);
    p.fill(0);
    return dy;
  };
  const check = checkGradients({ value, vjp }, { at: x });
  expect(check.verdict).toBe('correct');
  expect(check.warnings.map(({ kind }) => kind)).toEqual(['mutates-input']);
});
