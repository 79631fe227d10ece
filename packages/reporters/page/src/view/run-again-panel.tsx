import type { VNode } from 'preact';
import type { GradientCheck, RecordedCheck } from '../data/page-data.ts';
import { commandOf, methodOf } from '../words/run-again.ts';
import { say } from '../words/say.tsx';
import { Panel } from './panel.tsx';

export function RunAgainPanel({
  check,
  recorded,
  runner,
}: {
  check: GradientCheck;
  recorded: RecordedCheck;
  runner: string;
}): VNode {
  return (
    <Panel title={say`Run it again`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long commands scroll, and keys must reach what scrolls. */}
      <pre tabIndex={0}>{commandOf(recorded, runner)}</pre>
      <p class="foot">{methodOf(check)}</p>
    </Panel>
  );
}
