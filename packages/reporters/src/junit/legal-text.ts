import { stripVTControlCharacters } from 'node:util';

// What XML 1.0 has no place for: most control characters, lone surrogates, U+FFFE and U+FFFF.
const ILLEGAL = /\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const ALLOWED = new Set(['\t', '\n', '\r']);
/** Some readers cut longer attributes off; the schema allows 1024. */
const LONGEST_LINE = 1000;

/** Text that XML 1.0 may hold: colour removed whole, what is illegal made visible as `\u0007`. */
export function legalText(text: string): string {
  return stripVTControlCharacters(text).replace(ILLEGAL, character => {
    if (ALLOWED.has(character) || (character >= '\u007f' && character < '\u00a0')) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** One line for an attribute, where a newline would be lost: never empty, cut visibly after 1000 characters. */
export function legalLine(text: string): string {
  const line = legalText(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '(empty)';
  const characters = [...line];
  return characters.length > LONGEST_LINE ? `${characters.slice(0, LONGEST_LINE).join('').trim()}…` : line;
}
