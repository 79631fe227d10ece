vi.mock('node:fs');

test('mocked fs', async () => {
  const { openSync } = await import('node:fs');
  expect(vi.isMockFunction(openSync)).toBe(true);
  expect({ value: ({ x }) => x ** 2, gradient: ({ x }) => ({ x: 2 * x }) }).toHaveCorrectGradients({ at: { x: 3 } });
});
