/** Columns of a line. */
const WIDTH = 96;

const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

const visible = (text: string): number => text.replace(ANSI, '').length;

/**
 * Breaks a sentence into lines of at most 96 columns, indented.
 * @param paint - for each line on its own: a colour that spans lines is lost where a runner indents them
 */
export function wrap(text: string, indent: number, paint: (line: string) => string = line => line): string {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && visible(line) + 1 + visible(word) > WIDTH - indent) {
      lines.push(margin + paint(line));
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(margin + paint(line));
  return lines.join('\n');
}
