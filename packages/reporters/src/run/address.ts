import type { RecordedCheck } from '@gradcheck/core';
import { nameOf } from './judged.ts';

function slug(text: string): string {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'check'
  );
}

/** `test/mlp.test.ts` is the suite `mlp`. */
const suiteOf = (file: string): string =>
  slug(
    file
      .replace(/^.*\//, '')
      .replace(/\.[cm]?[jt]sx?$/, '')
      .replace(/[._-](?:test|spec)$/, ''),
  );

/** `suite/check`, the address of a check within the page unless others would have the same. */
export function addressOf(check: Pick<RecordedCheck, 'file' | 'titles' | 'ordinal' | 'repeat'>): string {
  return `${suiteOf(check.file)}/${slug(nameOf(check))}`;
}
