import { addressOf } from '../../../src/run/address.ts';
import type { RecordedCheck } from './page-data.ts';

/**
 * `suite/check`, the address of every check within the page. Equal slugs are told apart by the shard they come from, then by
 * their place among their equals, sorted: the order in which tests happened to finish does not matter.
 */
export function checkIds(checks: readonly RecordedCheck[]): string[] {
  const bases = checks.map(addressOf);
  const sharing = new Map<string, number[]>();
  bases.forEach((base, k) => {
    sharing.set(base, [...(sharing.get(base) ?? []), k]);
  });
  const ids = [...bases];
  for (const [base, equals] of sharing) {
    if (equals.length === 1) continue;
    const taken = new Set<string>();
    const key = (k: number): string => JSON.stringify([checks[k]!.file, checks[k]!.project, checks[k]!.titles]);
    for (const k of [...equals].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a - b))) {
      const shard = checks[k]!.shard?.split('/')[0];
      const wanted = taken.size === 0 ? base : shard ? `${base}-shard-${shard}` : base;
      let id = wanted;
      for (let n = 2; taken.has(id) || (id !== base && sharing.has(id)); n++) id = `${wanted}-${n}`;
      taken.add(id);
      ids[k] = id;
    }
  }
  return ids;
}
