import type { Paint } from '@gradcheck/core/matcher';
import type { ProgressNote } from '@gradcheck/reporters';

const BAR = 24;

/** A row of Vitest's summary for a check that takes long, no wider than the terminal. */
export function progressRow(
  { test, done, of, remainingMilliseconds }: ProgressNote,
  columns: number,
  paint: Paint,
): string {
  const filled = Math.round((BAR * done) / of);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
  const seconds = Math.ceil(remainingMilliseconds / 1000);
  // As Vitest's own rows: the title ends in the eleventh column.
  const title = '  gradcheck';
  const text = cut(` ${bar} ${done} of about ${of} calls, ${seconds} s left  ${test}`, columns - title.length);
  return paint(title, 'dim') + text;
}

/** Takes every character that may be wide for a wide one: a row that wraps would not be erased as a whole. */
function cut(text: string, columns: number): string {
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += /^[ -~█░]$/.test(character) ? 1 : 2;
    if (width > columns) break;
    kept += character;
  }
  return kept.trimEnd();
}
