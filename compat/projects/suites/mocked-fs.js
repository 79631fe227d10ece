jest.mock('node:fs');

test('mocked fs', () => {
  expect(jest.isMockFunction(require('node:fs').openSync)).toBe(true);
  expect({ value: ({ x }) => x ** 2, gradient: ({ x }) => ({ x: 2 * x }) }).toHaveCorrectGradients({ at: { x: 3 } });
});
