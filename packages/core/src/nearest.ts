/** Single-character edits (insert, delete, replace) from one word to another. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = previous[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}

/** The name that a typing mistake most likely meant; undefined when none is close: more than a third of it differs, or all. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const longest = Math.max(name.length, candidate.length);
    const allowed = Math.min(Math.max(1, Math.ceil(longest / 3)), longest - 1);
    if (distance < least && distance <= allowed) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}
