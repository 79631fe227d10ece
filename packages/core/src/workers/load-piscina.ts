import type { Piscina } from 'piscina';
import { misuse } from '../errors.ts';

/** Not there, as Node says of a module, and of one that is required. */
const NOT_FOUND = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

/**
 * The pool of worker threads: an optional peer dependency, loaded when it is needed.
 * @throws GradcheckError ERR_MISSING_PACKAGE when it is not installed
 */
export async function loadPiscina(): Promise<typeof Piscina> {
  try {
    return (await import('piscina')).Piscina;
  } catch (cause) {
    if (!NOT_FOUND.includes((cause as { code: string }).code)) throw cause;
    throw misuse('ERR_MISSING_PACKAGE', {
      what: 'checkGradientsInWorkers() needs the package piscina, a pool of worker threads',
      advice: ['Install it beside @gradcheck/core: npm i -D piscina'],
      cause,
    });
  }
}
