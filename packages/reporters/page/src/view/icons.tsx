import type { Verdict } from '@gradcheck/core';
import type { VNode } from 'preact';
import type { Tone } from '../data/list-item.ts';
import { stroke } from '../figures/ink.ts';

const SHAPES = { correct: 'M3 8.5l3.4 3.4L13 4.8', incorrect: 'M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4' } as const;

/** ✓, ✕ or ?, drawn, so that they look alike everywhere. */
export function VerdictIcon({ verdict, tone = verdict }: { verdict: Verdict; tone?: Tone }): VNode {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {verdict === 'inconclusive' ? (
        <path
          d="M5.2 6.1C5.2 4.4 6.4 3.4 8 3.4s2.8 1 2.8 2.6c0 2-2.7 2.1-2.7 4M8.1 12.7h0"
          fill="none"
          stroke-width="2"
          stroke-linecap="round"
          {...stroke(tone)}
        />
      ) : (
        <path d={SHAPES[verdict]} fill="none" stroke-width="2" {...stroke(tone)} />
      )}
    </svg>
  );
}

export function Logo(): VNode {
  return (
    <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M2.4 3.4h15.2L10 16.8z" fill="none" stroke-width="2" stroke-linejoin="round" {...stroke('ink')} />
    </svg>
  );
}

export function ThemeIcon(): VNode {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </svg>
  );
}

export function SearchIcon(): VNode {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="M6.8 11.6a4.8 4.8 0 1 0 0-9.6a4.8 4.8 0 0 0 0 9.6zM10.4 10.4L14 14"
        fill="none"
        stroke="currentColor"
        stroke-width="1.7"
        stroke-linecap="round"
      />
    </svg>
  );
}
