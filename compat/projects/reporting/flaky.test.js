// Vitest's configuration says it.
if (typeof jest !== 'undefined') jest.retryTimes(1);

let calls = 0;
test('right at the second attempt', () => {
  const factor = calls++ === 0 ? 3 : 2;
  expect({ value: ({ x }) => x * x, gradient: ({ x }) => ({ x: factor * x }) }).toHaveCorrectGradients({
    at: { x: 3 },
  });
});
