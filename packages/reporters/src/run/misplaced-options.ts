/** What to say of options that stand beside `reporters` and belong to one of them; undefined when there are none. */
export function misplacedOptions(options: object): string | undefined {
  const misplaced = Object.keys(options).filter(name => name !== 'reporters');
  if (misplaced.length === 0) return undefined;
  return `gradcheck: ${misplaced.join(', ')} beside \`reporters\` is not read. An option stands with the reporter that it is for: reporters: [['html', { outputFile: '…' }]].\n`;
}
