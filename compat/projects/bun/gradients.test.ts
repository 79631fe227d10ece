import { expect, test } from 'bun:test';

const value = ({ w }) => w ** 3;
const right = ({ w }) => ({ w: 3 * w ** 2 });
const doubled = ({ w }) => ({ w: 6 * w ** 2 });
const later = f => async p => f(p);
const options = { at: { w: 2 } };

test('passes: a right gradient', () => {
  expect({ value, gradient: right }).toHaveCorrectGradients(options);
});

test('passes: a wrong gradient under .not', () => {
  expect({ value, gradient: doubled }).not.toHaveCorrectGradients(options);
});

test('passes: a right gradient of an asynchronous function', async () => {
  await expect({ value: later(value), gradient: right }).toHaveCorrectGradients(options);
});

test('fails: a wrong gradient', () => {
  expect({ value, gradient: doubled }).toHaveCorrectGradients(options);
});

test('fails: a wrong gradient of an asynchronous function', async () => {
  await expect({ value: later(value), gradient: doubled }).toHaveCorrectGradients(options);
});

test('fails: no verdict under .not', () => {
  expect({ value: Math.floor, gradient: () => 0 }).not.toHaveCorrectGradients({ at: 4 });
});

test('fails: misuse under .not', () => {
  expect({ value }).not.toHaveCorrectGradients(options);
});
