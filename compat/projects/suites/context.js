const square = ({ x }) => x ** 2;
const delayed = (milliseconds, f) => async p => {
  await new Promise(resolve => setTimeout(resolve, milliseconds));
  return f(p);
};

describe('expect of the context', () => {
  test.concurrent('slow and right', async ({ expect }) => {
    await delayed(30, () => {})();
    await expect({ value: delayed(3, square), gradient: ({ x }) => ({ x: 2 * x }) }).toHaveCorrectGradients({
      at: { x: 3 },
    });
  });

  test.concurrent('fast and wrong', async ({ expect }) => {
    await delayed(1, () => {})();
    await expect({ value: delayed(1, square), gradient: ({ x }) => ({ x: 3 * x }) }).toHaveCorrectGradients({
      at: { x: 3 },
    });
  });
});
