import type { ListItem, Tone } from '../data/list-item.ts';

export const VERDICT_NAMES: Readonly<Record<Tone, string>> = {
  correct: 'Correct',
  incorrect: 'Incorrect',
  inconclusive: 'Inconclusive',
  expected: 'Incorrect, as expected',
};

/** The verdict of a check, and whether that is what its test expects. */
export const nameOfVerdict = ({ verdict, tone }: ListItem): string =>
  verdict === 'correct' && tone === 'incorrect' ? 'Correct, a mistake was expected' : VERDICT_NAMES[tone];
