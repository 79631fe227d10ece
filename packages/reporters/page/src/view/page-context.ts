import { type Context, createContext } from 'preact';
import type { Filter } from '../browser/filter.ts';

/** What a visitor can do. Static markup has none of it: its controls stay hidden. */
export interface Actions {
  readonly select: (id: string | undefined, parameter?: string) => void;
  readonly filter: (filter: Filter) => void;
  readonly search: (query: string) => void;
  readonly clear: () => void;
  readonly open: (group: string) => void;
  readonly toggleTheme: () => void;
  readonly toggleHelp: () => void;
}

export const PageActions: Context<Actions | undefined> = createContext<Actions | undefined>(undefined);

/** `#/suite/check?t=W2`: the address of a check, or of one of its parameters. */
export function hrefOf(id: string, parameter?: string): string {
  return parameter === undefined ? `#/${id}` : `#/${id}?t=${encodeURIComponent(parameter.toWellFormed())}`;
}
