const square = ({ x }) => x ** 2;
const delayed = (milliseconds, f) => async p => {
  await new Promise(resolve => setTimeout(resolve, milliseconds));
  return f(p);
};

describe.each(['side by side'])('%s', () => {
  test.concurrent('slow and right', async () => {
    await delayed(30, () => {})();
    await expect({ value: delayed(3, square), gradient: ({ x }) => ({ x: 2 * x }) }).toHaveCorrectGradients({
      at: { x: 3 },
    });
  });

  test.concurrent('fast and wrong', async () => {
    await delayed(1, () => {})();
    await expect({ value: delayed(1, square), gradient: ({ x }) => ({ x: 3 * x }) }).toHaveCorrectGradients({
      at: { x: 3 },
    });
  });

  test.concurrent('in between and wrong as expected', async () => {
    await delayed(10, () => {})();
    await expect({ value: square, gradient: ({ x }) => ({ x: 3 * x }) }).not.toHaveCorrectGradients({ at: { x: 3 } });
  });
});
