import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { checkGradients } from '../../src/index.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Long enough for everything else to be small beside it. */
const LENGTH = 2 ** 18;
const x = Float64Array.from({ length: LENGTH }, (_, k) => Math.sin(k));

/** The most that is alive whenever a function of the user is called, beyond what was before, in copies of the parameter. */
function mostHeld(check: (atCall: () => void) => void): number {
  collect();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  check(() => {
    collect();
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  });
  return most / x.byteLength;
}

it('a check of a scalar function holds the point, one to write to and the claim', () => {
  const held = mostHeld(atCall => {
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
  // The last claim may still be there: when it goes is the engine's affair.
  expect(held).toBeLessThan(4.5);
});

it('a vjp, whose outputs are as large as its parameter, takes at most three times as much as both', () => {
  const held = mostHeld(atCall => {
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
  // Outputs that were let go, as above.
  expect(held).toBeLessThan(2 * 3 + 2.5);
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
