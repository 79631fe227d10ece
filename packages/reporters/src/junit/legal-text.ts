const ESCAPE = String.fromCharCode(27);
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]|${ESCAPE}\\][^\\u0007]*\\u0007`, 'g');
// What XML 1.0 has no place for: most control characters, lone surrogates, U+FFFE and U+FFFF.
const ILLEGAL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text that XML 1.0 may hold: colour removed whole, what is illegal made visible as `\u0007`. */
export function legalText(text: string): string {
  return text
    .replace(ANSI, '')
    .replace(ILLEGAL, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One line for an attribute that some readers cut at a newline: never empty, at most 1024 characters. */
export function legalLine(text: string): string {
  const line = legalText(text).replace(/\s+/g, ' ').trim();
  return line === '' ? '(empty)' : [...line].slice(0, 1000).join('').trim();
}
