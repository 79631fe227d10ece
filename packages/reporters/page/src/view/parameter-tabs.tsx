import type { VNode } from 'preact';
import type { ParameterFinding } from '../data/page-data.ts';
import { shapeText } from '../numbers.ts';
import { VerdictIcon } from './icons.tsx';
import { hrefOf } from './page-context.ts';
import { VERDICT_NAMES } from './words-of-verdict.ts';

/** Links, so that a parameter has an address and the keyboard and a page without script know what to do. */
export function ParameterTabs({
  id,
  parameters,
  current,
}: {
  id: string;
  parameters: readonly ParameterFinding[];
  current: string | undefined;
}): VNode | null {
  if (parameters.length < 2) return null;
  return (
    <nav class="tabs" aria-label="Parameters">
      {parameters.map(({ path, shape, verdict }) => (
        <a key={path} href={hrefOf(id, path)} aria-current={path === current ? 'true' : undefined}>
          <VerdictIcon verdict={verdict} /> <span class="hidden">{VERDICT_NAMES[verdict]} </span>
          <code>{path}</code> <span class="shape">{shapeText(shape)}</span>{' '}
        </a>
      ))}
    </nav>
  );
}
