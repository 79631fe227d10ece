/** The clock of the platform, milliseconds. */
export function now(): number {
  return globalThis.performance?.now() ?? Date.now();
}
