import type { TaskRecord } from './record.ts';

let annotating = false;

/** From now on, every check is also an annotation of its test. */
export function annotateTests(): void {
  annotating = true;
}

export function isAnnotating(): boolean {
  return annotating;
}

/** Verdict and resolution in one line. */
export function annotation({ check, error, expectation }: TaskRecord): string {
  const text = check?.summary ?? error?.message.split('\n')[0] ?? '';
  return expectation === 'incorrect' && check?.verdict === 'incorrect' ? `${text}, as expected` : text;
}
