const cubes = ({ w }) => w.reduce((sum, x) => sum + x ** 3, 0);
const right = ({ w }) => ({ w: w.map(x => 3 * x ** 2) });
const doubled = ({ w }) => ({ w: w.map(x => 6 * x ** 2) });
const options = { at: { w: [0.5, -1.25, 2] } };
const later = f => async p => {
  await new Promise(resolve => setTimeout(resolve, 1));
  return f(p);
};

test('a right gradient', () => {
  expect({ value: cubes, gradient: right }).toHaveCorrectGradients(options);
});

test('a wrong gradient', () => {
  expect({ value: cubes, gradient: doubled }).toHaveCorrectGradients(options);
});

describe('under .not', () => {
  test('a right gradient', () => {
    expect({ value: cubes, gradient: right }).not.toHaveCorrectGradients(options);
  });

  test('a wrong gradient', () => {
    expect({ value: cubes, gradient: doubled }).not.toHaveCorrectGradients(options);
  });

  test('no verdict', () => {
    expect({ value: p => cubes(p) + Math.random(), gradient: right }).not.toHaveCorrectGradients(options);
  });

  test('misuse', () => {
    expect({ value: cubes, gradient: () => ({ v: [1, 2] }) }).not.toHaveCorrectGradients(options);
  });
});

test('no verdict', () => {
  expect({ value: p => cubes(p) + Math.random(), gradient: right }).toHaveCorrectGradients(options);
});

test('misuse', () => {
  expect({ value: cubes }).toHaveCorrectGradients(options);
});

test('a right gradient of an asynchronous function', async () => {
  await expect({ value: later(cubes), gradient: later(right) }).toHaveCorrectGradients(options);
});

test('a wrong gradient of an asynchronous function', async () => {
  await expect({ value: later(cubes), gradient: later(doubled) }).toHaveCorrectGradients(options);
});

test('an asynchronous function that throws', async () => {
  const value = async () => {
    throw new Error('out of memory');
  };
  await expect({ value, gradient: right }).toHaveCorrectGradients(options);
});

test('not awaited, and right', () => {
  expect({ value: later(cubes), gradient: right }).toHaveCorrectGradients(options);
});

test('not awaited, and wrong', () => {
  expect({ value: later(cubes), gradient: doubled }).toHaveCorrectGradients(options);
});

test('after the one that was not awaited', () => {});

test('a promise of the subject', async () => {
  await expect(Promise.resolve({ value: cubes, gradient: right })).resolves.toHaveCorrectGradients(options);
  await expect(Promise.resolve({ value: later(cubes), gradient: right })).resolves.toHaveCorrectGradients(options);
});

test('two checks', () => {
  expect({ value: cubes, gradient: right }).toHaveCorrectGradients(options);
  expect({ value: cubes, gradient: doubled }).not.toHaveCorrectGradients(options);
});

test('namesakes', () => {
  expect({ value: cubes, gradient: right }).toHaveCorrectGradients(options);
});

test('namesakes', () => {
  expect({ value: cubes, gradient: doubled }).toHaveCorrectGradients(options);
});

test.each([1, 2])('each %d', factor => {
  const scaled = { value: p => factor * cubes(p), gradient: right };
  expect(scaled).toHaveCorrectGradients(options);
});
