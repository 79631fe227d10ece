import type { ListItem } from '../data/list-item.ts';
import { WHOLE_LIST } from '../data/page-data.ts';

export interface Group {
  readonly name: string;
  readonly items: readonly ListItem[];
}

/** A group as it is shown. */
export interface GroupPlan {
  readonly name: string;
  readonly size: number;
  /** Checks that match, and how many of them are incorrect. */
  readonly found: number;
  readonly incorrect: number;
  readonly rows: readonly ListItem[];
  /** Further checks that match and are listed when the group is opened. */
  readonly more: number;
}

/** Test files in the order of their first check. */
export function groupsOf(items: readonly ListItem[]): Group[] {
  const groups = new Map<string, ListItem[]>();
  for (const item of items) {
    const group = groups.get(item.group);
    if (group) group.push(item);
    else groups.set(item.group, [item]);
  }
  return [...groups].map(([name, of]) => ({ name, items: of }));
}

/** Correct checks of a closed group that a search lists. */
const FOUND = 20;

/**
 * Which rows exist. A small run lists everything. In a large one, what is not correct is listed, and correct checks when their
 * group is opened or when they are found, {@link WHOLE_LIST} rows in all.
 */
export function planRows(
  groups: readonly Group[],
  matches: (item: ListItem) => boolean,
  { open, searching }: { readonly open: ReadonlySet<string>; readonly searching: boolean },
): GroupPlan[] {
  const isSmall = groups.reduce((sum, { items }) => sum + items.length, 0) <= WHOLE_LIST;
  let room = WHOLE_LIST;
  return groups.flatMap(({ name, items }): GroupPlan[] => {
    const found = items.filter(matches);
    if (found.length === 0) return [];
    let rows: readonly ListItem[] = found;
    if (!isSmall && !open.has(name)) {
      let correct = searching ? FOUND : 0;
      rows = found.filter(({ tone }) => tone !== 'correct' || correct-- > 0).slice(0, Math.max(0, room));
      room -= rows.length;
    }
    const incorrect = found.filter(({ tone }) => tone === 'incorrect').length;
    return [{ name, size: items.length, found: found.length, incorrect, rows, more: found.length - rows.length }];
  });
}
