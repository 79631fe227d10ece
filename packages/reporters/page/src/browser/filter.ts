import type { Verdict } from '@gradcheck/core';
import type { ListItem, Tone } from '../data/list-item.ts';

export type Filter = 'all' | Verdict;

export const FILTERS: readonly Filter[] = ['all', 'incorrect', 'inconclusive', 'correct'];

/** A mistake that the test expects is as it should be, like a correct gradient. */
export const passes = (tone: Tone, filter: Filter): boolean =>
  filter === 'all' || tone === filter || (tone === 'expected' && filter === 'correct');

/** All words must occur; `-word` excludes. */
export function matcherOf(query: string, filter: Filter): (item: ListItem) => boolean {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '' && word !== '-');
  const excluded = words.filter(word => word.startsWith('-')).map(word => word.slice(1));
  const wanted = words.filter(word => !word.startsWith('-'));
  return ({ tone, text }) =>
    passes(tone, filter) && wanted.every(word => text.includes(word)) && excluded.every(word => !text.includes(word));
}
