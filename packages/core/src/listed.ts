/** "W1, W2 and 3 more": names in a text, the first ones of many. */
export function listed(names: readonly string[], most = 6): string {
  const rest = names.length - most;
  return `${names.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
