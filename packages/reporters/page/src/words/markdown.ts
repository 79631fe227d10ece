import { nameOf } from '../../../src/run/judged.ts';
import { leadingParameter } from '../data/findings.ts';
import type { Entry } from '../data/page-data.ts';
import { precise, signed } from '../numbers.ts';
import { coordinateName, numericOf, worstCoordinates } from './coordinates.ts';
import { markdownCode, toMarkdown } from './say.tsx';

/** Heading, verdict, worst coordinates, place and seed: made to be pasted into an issue. */
export function markdownOf({ recorded, told: { large, normal } }: Entry): string {
  const { check, error, file, line } = recorded;
  const heading = `### ${toMarkdown([nameOf(recorded)])}`;
  const place = markdownCode(line ? `${file}:${line}` : file);
  if (!check) return `${heading}\n\n${toMarkdown([error?.message ?? 'No check was recorded.'])}\n\n${place}\n`;
  const parts = [heading, `**${toMarkdown(large)}** ${toMarkdown(normal)}`];
  const parameter = leadingParameter(check);
  const rows = parameter ? worstCoordinates(parameter) : [];
  if (parameter && rows.length > 0 && check.verdict !== 'inconclusive') {
    const lines = rows.map(c => {
      const numeric = numericOf(c);
      const cells = [precise(c.analytic), numeric.value, numeric.bound, signed(c.relativeError)];
      return `| ${markdownCode(coordinateName(parameter, c)).replaceAll('|', '\\|')} | ${cells.join(' | ')} |`;
    });
    const head = '| coordinate | analytic | numeric | ± bound | relative error |\n| --- | ---: | ---: | ---: | ---: |';
    parts.push(`${head}\n${lines.join('\n')}`);
  }
  parts.push(`${place}, seed ${check.seed}`);
  return `${parts.join('\n\n')}\n`;
}
