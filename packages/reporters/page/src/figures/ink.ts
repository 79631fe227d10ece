/**
 * Colours of the light theme as presentation attributes, for a page whose style was dropped; any rule for the class overrides
 * them. One word per role: `s-` strokes, `f-` fills.
 */
const COLOURS = {
  paper: '#ffffff',
  ink: '#1b1f24',
  quiet: '#545c66',
  expected: '#545c66',
  line: '#e3e4e1',
  line2: '#c9ccc8',
  correct: '#17703f',
  incorrect: '#c2271d',
  inconclusive: '#875a00',
  'inconclusive-ground': '#fbf3e0',
  'correct-ground': '#e9f4ed',
  numeric: '#0b6a83',
  'numeric-ground': '#dcedf1',
  analytic: '#5b3fc4',
  low: '#2f66c4',
  high: '#c5560c',
  empty: '#f1f1ee',
} as const;

export type Role = keyof typeof COLOURS;

export const stroke = (role: Role): { stroke: string; class: string } => ({
  stroke: COLOURS[role],
  class: `s-${role}`,
});

export const fill = (role: Role): { fill: string; class: string } => ({ fill: COLOURS[role], class: `f-${role}` });

/** A mark's coordinate: tenths of a pixel are enough, and keep the file small. */
export const px = (x: number): number => Math.round(x * 10) / 10;

/** Dots as one path: subpaths of no length under round caps. */
export const dots = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y]) => `M${px(x)} ${px(y)}h0`).join('');

/** A line through points. */
export const polyline = (points: readonly (readonly [number, number])[]): string =>
  points.length === 0 ? '' : `M${points.map(([x, y]) => `${px(x)} ${px(y)}`).join('L')}`;

/** The area between a line and the ground. */
export const areaUnder = (points: readonly (readonly [number, number])[], ground: number): string =>
  points.length === 0 ? '' : `${polyline(points)}V${ground}H${px(points[0]![0])}z`;
