/** Parts of a text that colour may set apart. */
export type Style = 'headline' | 'analytic' | 'numeric' | 'bound' | 'error' | 'label' | 'undecided' | 'dim';
export type Paint = (text: string, style: Style) => string;

/** Without colour: the layout carries the meaning. */
export const plain: Paint = text => text;

const CODES: Record<Style, string> = {
  headline: '1',
  analytic: '35',
  numeric: '36',
  bound: '2',
  error: '31',
  label: '1',
  undecided: '1;33',
  dim: '2',
};

/**
 * Colour by ANSI sequences. Every style is closed by a full reset: Vitest paints the whole message red and turns "default
 * foreground" back into red.
 */
export const ansi: Paint = (text, style) => `\u001b[${CODES[style]}m${text}\u001b[0m`;

/** Where colour helps: a terminal, unless the environment says otherwise. */
export function paintFor(environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): Paint {
  const { FORCE_COLOR, NO_COLOR, CI } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR === '0' ? plain : ansi;
  return isTerminal && !NO_COLOR && !CI ? ansi : plain;
}
