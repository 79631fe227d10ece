import { posix } from 'node:path';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';

/** A check's file as the repository knows it: what links and annotations of a CI server resolve. */
export function repositoryPath({ folder }: Pick<GradientRun, 'folder'>, { file }: Pick<RecordedCheck, 'file'>): string {
  return folder ? posix.join(folder, file) : file;
}
