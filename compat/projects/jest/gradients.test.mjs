import { expect, test } from '@jest/globals';

const cubes = ({ w }) => w.reduce((sum, x) => sum + x ** 3, 0);
const right = ({ w }) => ({ w: w.map(x => 3 * x ** 2) });
const doubled = ({ w }) => ({ w: w.map(x => 6 * x ** 2) });
const options = { at: { w: [0.5, -1.25, 2] } };

test('passes: a right gradient', async () => {
  await expect({ value: cubes, gradient: right }).toHaveCorrectGradients(options);
});

test('fails: Gradient of w is incorrect', async () => {
  await expect({ value: cubes, gradient: doubled }).toHaveCorrectGradients(options);
});

test('passes: a wrong gradient under .not', async () => {
  await expect({ value: cubes, gradient: doubled }).not.toHaveCorrectGradients(options);
});

test('fails: Expected an incorrect gradient', async () => {
  await expect({ value: cubes, gradient: right }).not.toHaveCorrectGradients(options);
});

test('passes: a right gradient of an asynchronous function', async () => {
  await expect({ value: async p => cubes(p), gradient: async p => right(p) }).toHaveCorrectGradients(options);
});

test('fails: No verdict', async () => {
  await expect({ value: p => cubes(p) + Math.random(), gradient: right }).not.toHaveCorrectGradients(options);
});

test('fails: ERR_NO_DERIVATIVE', async () => {
  await expect({ value: cubes }).not.toHaveCorrectGradients(options);
});
