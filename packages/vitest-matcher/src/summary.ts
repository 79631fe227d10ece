import type { Vitest } from 'vitest/node';

/** What Vitest redraws about every second at the bottom of a terminal. */
interface Summary {
  /** Its rows. */
  getWindow(): string[];
}

interface Renderer {
  readonly options?: Partial<Summary>;
}

/**
 * The summary of Vitest's own reporters, where one is shown: on a terminal and not in CI. Vitest 3 to 5 have it in one place and no
 * way to it that they promise to keep; where it is not found, nothing is added.
 */
export function summaryOf(vitest: Vitest): Summary | undefined {
  const { reporters = [] } = vitest as unknown as {
    reporters?: readonly { readonly renderer?: Renderer; readonly summary?: { readonly renderer?: Renderer } }[];
  };
  return reporters
    .map(({ renderer, summary }) => (summary?.renderer ?? renderer)?.options)
    .find((options): options is Summary => typeof options?.getWindow === 'function');
}

/** Adds rows to a summary, asked for at each drawing. */
export function addToSummary(summary: Summary, rows: () => readonly string[]): void {
  const { getWindow } = summary;
  summary.getWindow = () => {
    const added = rows();
    // Its last row is empty.
    return added.length > 0 ? [...getWindow().slice(0, -1), ...added, ''] : getWindow();
  };
}
