const { writeFileSync } = require('node:fs');

const subject = { value: x => x * x, gradient: x => 2 * x };
const options = { at: 3 };
const BLOCK = 25;
const ROUNDS = 120;
const WARM_UP = 80;

/** Milliseconds of processor time per call: on a busy machine the clock measures the others. */
function timed(body) {
  const before = process.cpuUsage();
  for (let k = 0; k < BLOCK; k++) body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / BLOCK;
}

const median = numbers => numbers.sort((a, b) => a - b)[numbers.length >> 1];

/**
 * Writes down what one passing assertion takes beyond the check itself, and what one takes that looks at nothing: blocks of all
 * alternate in one process.
 * @param setup - milliseconds that importing the setup took
 */
exports.measure = (expect, checkGradients, setup) => {
  expect.extend({ toBeAnything: () => ({ pass: true, message: () => '' }) });
  const [alone, asserted, empty] = [[], [], []];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(timed(() => checkGradients(subject, options)));
    asserted.push(timed(() => expect(subject).toHaveCorrectGradients(options)));
    empty.push(timed(() => expect(subject).toBeAnything()));
  }
  const [check, whole, runner] = [alone, asserted, empty].map(times => median(times.slice(WARM_UP)));
  writeFileSync(process.env.GRADCHECK_BENCH, JSON.stringify({ setup, check, overhead: whole - check, runner }));
};
