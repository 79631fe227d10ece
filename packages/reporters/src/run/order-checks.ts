import type { RecordedCheck } from '@gradcheck/core';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Checks by file and project, in each as they were made: runners start files in the order that promises the shortest
 * run, and a report must not depend on it.
 */
export function orderChecks(checks: readonly RecordedCheck[]): RecordedCheck[] {
  return [...checks].sort((a, b) => compare(a.file, b.file) || compare(a.project ?? '', b.project ?? ''));
}
