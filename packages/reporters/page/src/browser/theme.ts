const KEY = 'gradcheck-theme';

/** Storage may be forbidden: then the choice lasts as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

const root = (): HTMLElement => document.documentElement;

/** Applies the theme that was chosen before, if any. */
export function restoreTheme(): void {
  const theme = stored();
  if (theme === 'light' || theme === 'dark') root().dataset.theme = theme;
}

/** The other one of light and dark, remembered. */
export function toggleTheme(): void {
  const now = root().dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const next = now === 'dark' ? 'light' : 'dark';
  root().dataset.theme = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // See above.
  }
}
