test('a jump', async () => {
  await expect({ value: async ({ x }) => Math.floor(x), gradient: async () => ({ x: 0 }) }).toHaveCorrectGradients({
    at: { x: 2 },
  });
});

test('misuse', () => {
  expect({ value: ({ x }) => x }).toHaveCorrectGradients({ at: { x: 2 } });
});
