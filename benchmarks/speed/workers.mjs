// Checks in worker threads, in a process of its own without a TypeScript loader, which every thread would start with:
//   node workers.mjs '{"size":…,"repeats":…}' prints a JSON line.
// @ts-check

import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { checkGradients } from '@gradcheck/core';
import { checkGradientsInWorkers } from '@gradcheck/core/workers';
import * as model from './slow-model.mjs';

const module = new URL('slow-model.mjs', import.meta.url);
/** @param {import('@gradcheck/core').GradientCheck} check */
const timeless = ({ cost, ...check }) => JSON.stringify(check);

/**
 * Wall time, and CPU time of all threads.
 * @param {() => unknown} run
 */
async function timed(run) {
  const started = performance.now();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}

/**
 * Threads that are running already, each with its share of the evaluations: what the machine gives at the moment.
 * @param {readonly Worker[]} threads
 * @param {unknown} at
 * @param {number} evaluations
 */
async function evaluate(threads, at, evaluations) {
  const share = evaluations / threads.length;
  for (const [k, thread] of threads.entries()) {
    thread.postMessage({ at, evaluations: Math.floor((k + 1) * share) - Math.floor(k * share) });
  }
  await Promise.all(threads.map(thread => once(thread, 'message')));
}

/**
 * @param {readonly { wall: number, cpu: number }[]} times
 * @param {'wall' | 'cpu'} of
 */
const median = (times, of) => times.map(time => time[of]).sort((a, b) => a - b)[times.length >> 1];

/** @type {{ size: number, repeats: number }} */
const { size, repeats } = JSON.parse(process.argv[2]);
const options = {
  at: { x: Float64Array.from({ length: size }, (_, k) => Math.sin(k + 1)) },
  coverage: /** @type {const} */ ('every-coordinate'),
};
const check = checkGradients(model, options);
const alone = timeless(check);
const rows = [];
for (const workers of new Set([1, availableParallelism()])) {
  const script = new URL('bare-worker.mjs', import.meta.url);
  const threads = Array.from({ length: workers }, () => new Worker(script, { workerData: { module: module.href } }));
  await Promise.all(threads.map(thread => once(thread, 'message')));
  /** @type {Record<'here' | 'pool' | 'bare', { wall: number, cpu: number }[]>} */
  const times = { here: [], pool: [], bare: [] };
  let same = true;
  for (let k = 0; k < repeats; k++) {
    times.here.push(await timed(() => checkGradients(model, options)));
    times.bare.push(await timed(() => evaluate(threads, options.at, check.cost.valueCalls)));
    times.pool.push(
      await timed(async () => {
        same &&= timeless(await checkGradientsInWorkers(module, { ...options, workers })) === alone;
      }),
    );
  }
  await Promise.all(threads.map(thread => thread.terminate()));
  rows.push({
    workers,
    milliseconds: median(times.pool, 'wall'),
    bareMilliseconds: median(times.bare, 'wall'),
    speedup: median(times.here, 'wall') / median(times.pool, 'wall'),
    bareSpeedup: median(times.here, 'wall') / median(times.bare, 'wall'),
    cpu: median(times.pool, 'cpu') / median(times.here, 'cpu'),
    same,
  });
}
console.log(JSON.stringify(rows));
