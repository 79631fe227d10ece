// What a test file pays before anything is compiled: node first-check.mjs prints a JSON line, all in milliseconds.

const began = performance.now();
const { checkGradients } = await import('@gradcheck/core');
const imported = performance.now();

const subject = {
  value: ({ x }) => x.reduce((sum, xi) => sum + xi ** 4 - xi, 0),
  gradient: ({ x }) => ({ x: x.map(xi => 4 * xi ** 3 - 1) }),
};
const at = { x: Float64Array.from({ length: 10 }, (_, i) => Math.sin(3 * i + 1)) };

const times = [];
for (let k = 0; k < 100; k++) {
  const started = performance.now();
  checkGradients(subject, { at });
  times.push(performance.now() - started);
}
console.log(JSON.stringify({ import: imported - began, first: times[0], tenth: times[9], hundredth: times[99] }));
