import { test } from 'node:test';
import { assertCorrectGradients } from '@gradcheck/core';

const value = ({ w }) => w ** 3;

test('passes: a right gradient', () => {
  assertCorrectGradients({ value, gradient: ({ w }) => ({ w: 3 * w ** 2 }) }, { at: { w: 2 } });
});

test('fails: Gradient of w is incorrect', () => {
  assertCorrectGradients({ value, gradient: ({ w }) => ({ w: 6 * w ** 2 }) }, { at: { w: 2 } });
});
