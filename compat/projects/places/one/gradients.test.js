test('a square', () => {
  const square = { value: ({ x }) => x * x, gradient: ({ x }) => ({ x: 2 * x }) };
  expect(square).toHaveCorrectGradients({ at: { x: 3 } });
});
