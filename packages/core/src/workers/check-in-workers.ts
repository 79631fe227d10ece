import { checkGradients } from '../check.ts';
import { misuse } from '../errors.ts';
import type { CheckOptions } from '../options.ts';
import type { Differentiable } from '../subject/differentiable.ts';
import type { GradientCheck } from '../types.ts';
import { loadPiscina } from './load-piscina.ts';

export interface WorkerOptions<P = unknown> extends CheckOptions<P> {
  /** Worker threads that evaluate `value`. @default as many as the machine has cores */
  readonly workers?: number;
}

/**
 * Calls waiting for each worker, so that it never waits for the next one, however late this thread gets its turn on a busy machine:
 * with two instead of eight a check takes twice as long there.
 */
const AHEAD = 8;

/**
 * Like `checkGradients`, with every call of `value` in a pool of worker threads: for pure functions that take long. The result
 * is the same bit for bit, since the values are.
 *
 * Points travel as structured clones: numbers, arrays and typed arrays, no tensors. A call should take a millisecond or more to
 * be worth the journey. Eight points wait for each worker: set `concurrency` to hold fewer copies of a point of millions of numbers.
 * @param module - URL of a module that exports `value` and at least one derivative, as the members of a subject; derivatives are
 *   called in this thread
 * @throws GradcheckError for misuse, as `checkGradients` does
 */
export async function checkGradientsInWorkers<P>(
  module: URL | string,
  options: WorkerOptions<P>,
): Promise<GradientCheck> {
  const { workers, ...rest } = options;
  if (workers !== undefined && !(Number.isInteger(workers) && workers >= 1)) {
    throw misuse('ERR_OPTION', {
      what: '`workers` is out of range',
      table: [
        ['found', String(workers)],
        ['expected', 'an integer ≥ 1'],
      ],
    });
  }
  const members = (await import(String(module))) as Differentiable<P>;
  if (typeof members.value !== 'function') {
    throw misuse('ERR_SUBJECT', {
      what: 'the module does not export `value`',
      table: [
        ['module', String(module)],
        ['exports', Object.keys(members).join(', ') || 'nothing'],
        ['expected', 'value, and gradient or vjp'],
      ],
    });
  }
  const threads = workers === undefined ? {} : { minThreads: workers, maxThreads: workers };
  const Piscina = await loadPiscina();
  const pool = new Piscina({ filename: String(module), concurrentTasksPerWorker: AHEAD, ...threads });
  try {
    const subject = { ...members, value: (point: P) => pool.run(point, { name: 'value' }) as Promise<number> };
    const concurrency = options.concurrency ?? AHEAD * pool.maxThreads;
    return await checkGradients<P, typeof subject>(subject, { ...rest, concurrency });
  } finally {
    await pool.destroy();
  }
}
