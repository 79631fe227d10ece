interface Point {
  w: number[];
}
const cubes = ({ w }: Point): number => w.reduce((sum, x) => sum + x ** 3, 0);
const right = ({ w }: Point): Point => ({ w: w.map(x => 3 * x ** 2) });
const doubled = ({ w }: Point): Point => ({ w: w.map(x => 6 * x ** 2) });
const options = { at: { w: [0.5, -1.25, 2] } };

test('a right gradient', async () => {
  await expect({ value: cubes, gradient: right }).toHaveCorrectGradients(options);
});

test('a wrong gradient', async () => {
  await expect({ value: cubes, gradient: doubled }).toHaveCorrectGradients(options);
});
