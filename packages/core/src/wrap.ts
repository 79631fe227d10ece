/** Columns of a line. */
const WIDTH = 94;

const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

const visible = (text: string): number => text.replace(ANSI, '').length;

/** Breaks a sentence into lines of at most 94 columns, indented. */
export function wrap(text: string, indent: number): string {
  const margin = ' '.repeat(indent);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && visible(line) + 1 + visible(word) > WIDTH - indent) {
      lines.push(margin + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(margin + line);
  return lines.join('\n');
}
