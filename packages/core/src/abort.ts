import { misuse } from './errors.ts';

/** @throws GradcheckError ERR_ABORTED once the signal has fired, its reason being the cause */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw misuse('ERR_ABORTED', {
    what: 'the signal fired before the check was done',
    advice: ['Its reason is the `cause`. Your parameters hold their original bits.'],
    cause: signal.reason,
  });
}
