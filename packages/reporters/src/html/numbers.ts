import type { JsonNumber } from '@gradcheck/core';

export const toNumber = (value: JsonNumber): number => Number(value);

/** `1.2e−9`, `0.31`: two significant digits and a real minus. */
export function short(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x)) return String(x).replace('-', '−');
  if (x === 0) return '0';
  const size = Math.abs(x);
  const text = size >= 0.01 && size < 1000 ? String(Number(x.toPrecision(2))) : x.toExponential(1).replace('e+', 'e');
  return text.replaceAll('-', '−');
}

/** Six significant digits, for tables. */
export function precise(value: JsonNumber): string {
  const x = Number(value);
  if (!Number.isFinite(x) || x === 0) return String(x).replace('-', '−');
  const size = Math.abs(x);
  const text = size < 1e-4 || size >= 1e6 ? x.toExponential(5).replace('e+', 'e') : x.toPrecision(6);
  return text.replaceAll('-', '−');
}

/** Thousands with commas. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻⁹`, for axes. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0) return '1';
  const digits = [...String(Math.abs(exponent))].map(digit => SUPERSCRIPT[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

export const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'scalar' : shape.join('×'));
