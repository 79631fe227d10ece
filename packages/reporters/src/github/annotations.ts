import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import { headlineOf, outcomeOf } from '../run/outcome.ts';
import { repositoryPath } from '../run/repository-path.ts';

/** GitHub shows ten annotations of a kind per step. */
const SHOWN = 10;

/** A workflow command's message: its escapes, and nothing that ends the line. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function titleOf(recorded: RecordedCheck): string {
  const outcome = outcomeOf(recorded);
  if (outcome === 'misuse') return `Gradient check misused: ${recorded.error?.code ?? 'no check'}`;
  if (outcome === 'inconclusive') return 'No verdict on a gradient';
  if (outcome === 'correct') return 'Gradient is not incorrect';
  const wrong = recorded.check?.parameters.filter(({ verdict }) => verdict === 'incorrect') ?? [];
  return `Incorrect gradient: ${wrong.map(({ path }) => path).join(', ')}`;
}

/**
 * Workflow commands, one per failed check; when there are too many the last one counts what is left out.
 * @param failed - worst first
 */
export function annotations(run: GradientRun, failed: readonly RecordedCheck[]): string[] {
  const shown = failed.length > SHOWN ? failed.slice(0, SHOWN - 1) : failed;
  const lines = shown.map(recorded => {
    const { line, check } = recorded;
    const [diagnosis] = check?.diagnoses ?? [];
    const likely = diagnosis ? `\nLikely: ${diagnosis.kind}. ${diagnosis.evidence}` : '';
    const place = [
      `file=${property(repositoryPath(run, recorded))}`,
      ...(line ? [`line=${line}`] : []),
      `title=${property(titleOf(recorded))}`,
    ];
    return `::error ${place.join(',')}::${data(headlineOf(recorded) + likely)}`;
  });
  const more = failed.length - shown.length;
  return more > 0 ? [...lines, `::error title=Gradients::and ${more} more, see the summary`] : lines;
}
