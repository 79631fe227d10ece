import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { assertCorrectGradients } from './check.ts';
import { GradientAssertionError } from './gradient-assertion-error.ts';

function thrownFor(gradient: (x: number) => number): GradientAssertionError {
  try {
    assertCorrectGradients({ value: (x: number) => Math.sin(x), gradient }, { at: 0.3 });
  } catch (error) {
    if (error instanceof GradientAssertionError) return error;
  }
  throw new Error('no GradientAssertionError was thrown');
}

it('carries the check, and is printed by Node without its numbers', () => {
  const error = thrownFor(x => -Math.cos(x));
  expect(error.check.verdict).toBe('incorrect');
  const printed = inspect(error, { depth: 10 });
  expect(printed).toContain(error.message);
  expect(printed).not.toContain('schemaVersion');
});
