/** Where the address leads: a check, and perhaps one of its parameters. */
export interface Route {
  readonly id: string | undefined;
  readonly parameter: string | undefined;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape in a link somebody typed: it leads to no check.
    return text;
  }
};

/** @param hash - `#/suite/check?t=parameter`, or anything else for the list */
export function routeOf(hash: string): Route {
  const match = /^#\/([^?]+)(?:\?t=(.*))?$/.exec(hash);
  if (!match) return { id: undefined, parameter: undefined };
  return { id: decoded(match[1]!), parameter: match[2] === undefined ? undefined : decoded(match[2]) };
}
