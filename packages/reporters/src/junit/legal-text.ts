const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]|${ESCAPE}\\][^${BELL}]*${BELL}`, 'g');
// What XML 1.0 has no place for: most control characters, lone surrogates, U+FFFE and U+FFFF.
const ILLEGAL = /\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const ALLOWED = new Set(['\t', '\n', '\r']);

/** Text that XML 1.0 may hold: colour removed whole, what is illegal made visible as `\u0007`. */
export function legalText(text: string): string {
  return text.replace(ANSI, '').replace(ILLEGAL, character => {
    if (ALLOWED.has(character) || (character >= '\u007f' && character < '\u00a0')) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** One line for an attribute that some readers cut at a newline: never empty, at most 1024 characters. */
export function legalLine(text: string): string {
  const line = legalText(text).replace(/\s+/g, ' ').trim();
  return line === '' ? '(empty)' : [...line].slice(0, 1000).join('').trim();
}
