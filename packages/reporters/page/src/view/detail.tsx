import type { VNode } from 'preact';
import { leadingParameter } from '../data/findings.ts';
import type { ListItem } from '../data/list-item.ts';
import { type GradientCheck, type ParameterFinding, SCHEMA } from '../data/page-data.ts';
import { Say } from '../words/say.tsx';
import { CoordinatesPanel } from './coordinates-panel.tsx';
import { CopyButtons } from './copy-buttons.tsx';
import { ExplanationsPanel } from './explanations-panel.tsx';
import { Facts } from './facts.tsx';
import { VerdictIcon } from './icons.tsx';
import { MapPanel } from './map-panel.tsx';
import { hrefOf } from './page-context.ts';
import { ParameterTabs } from './parameter-tabs.tsx';
import { RunAgainPanel } from './run-again-panel.tsx';
import { ScatterPanel } from './scatter-panel.tsx';
import { StepCurvePanel } from './step-curve-panel.tsx';
import { UndecidedPanels } from './undecided-panels.tsx';
import { Warnings } from './warnings.tsx';
import { provesSomething, WhyButton, WhyPanel } from './why-panel.tsx';
import { nameOfVerdict, VERDICT_NAMES } from './words-of-verdict.ts';

interface DetailProps {
  readonly item: ListItem;
  readonly runner: string;
  /** Path of the parameter shown; its leading one when undefined. */
  readonly parameter?: string | undefined;
  /** Every parameter, or every wrong one, one after the other: for a page without script, and for paper. */
  readonly everything?: 'figures' | 'wrong' | undefined;
  /** The idea behind it all; once is enough on a page that shows many checks. */
  readonly why?: boolean | undefined;
}

/** Everything about one check, in the order in which questions come: what, where, why, how do you know. */
export function Detail({ item, runner, parameter, everything, why }: DetailProps): VNode {
  const { id, verdict, tone, name } = item;
  const { recorded, told } = item.entry;
  const { check, error, file, line } = recorded;
  const [, ...rest] = error?.message.split('\n') ?? [];
  return (
    <article
      class="detail"
      id={everything ? `/${id}` : undefined}
      aria-labelledby={everything ? undefined : 'check-name'}
    >
      <div class="place">
        <a class="back" href="#">
          ← All checks
        </a>{' '}
        <code>
          {file}
          {line ? `:${line}` : ''}
        </code>{' '}
        {!everything && <CopyButtons item={item} />}
      </div>
      <h2 id={everything ? undefined : 'check-name'} tabIndex={everything ? undefined : -1}>
        <span class={`badge on-${tone}`}>
          <VerdictIcon verdict={verdict} tone={tone} /> {check ? nameOfVerdict(item) : 'Misused'}
        </span>{' '}
        <span class="name">{name}</span>
      </h2>
      {check && check.schemaVersion > SCHEMA ? (
        <p class="verdict on-inconclusive">
          <Say of={told.large} /> <Say of={told.normal} />
        </p>
      ) : check ? (
        <Body item={item} check={check} runner={runner} parameter={parameter} everything={everything} why={why} />
      ) : (
        <div class="verdict on-inconclusive">
          <p class="large">
            <Say of={told.large} />
          </p>
          {rest.length > 0 && <pre>{rest.join('\n')}</pre>}
        </div>
      )}
    </article>
  );
}

function Body({
  item,
  check,
  runner,
  parameter,
  everything,
  why = true,
}: DetailProps & { check: GradientCheck }): VNode {
  const { id, entry, tone } = item;
  const { recorded, told } = entry;
  const leading = leadingParameter(check);
  const current = check.parameters.find(({ path }) => path.toWellFormed() === parameter) ?? leading;
  const shown =
    everything === 'figures'
      ? [...check.parameters].sort((a, b) => Number(a.verdict === 'correct') - Number(b.verdict === 'correct'))
      : everything
        ? check.parameters.filter(({ verdict }) => verdict !== 'correct')
        : current
          ? [current]
          : [];
  return (
    <>
      <div class={`verdict on-${tone}`}>
        <p class="large">
          <Say of={told.large} />
        </p>
        <p>
          <Say of={told.normal} />
          {why && provesSomething(check) && <WhyButton />}
        </p>
      </div>
      <Warnings check={check} />
      <Facts check={check} recorded={recorded} />
      {check.inconclusive && <UndecidedPanels check={check} told={told} />}
      <ParameterTabs id={id} parameters={check.parameters} current={everything ? undefined : current?.path} />
      {shown.map(finding => (
        <Finding
          key={finding.path}
          check={check}
          parameter={finding}
          lean={entry.lean === true}
          anchor={everything && check.parameters.length > 1 ? hrefOf(id, finding.path).slice(1) : undefined}
        />
      ))}
      {why && (check.verdict !== 'inconclusive' || !everything) && (
        <WhyPanel key={id} check={check} parameter={current} />
      )}
      <RunAgainPanel check={check} recorded={recorded} runner={runner} />
    </>
  );
}

/** The figures of one parameter. */
function Finding({
  check,
  parameter,
  lean,
  anchor,
}: {
  check: GradientCheck;
  parameter: ParameterFinding;
  lean: boolean;
  anchor: string | undefined;
}): VNode {
  const undecided = check.verdict === 'inconclusive' && parameter.verdict === 'inconclusive';
  return (
    <div class="finding" id={anchor}>
      {anchor && (
        <h3 class="of-parameter">
          <code>{parameter.path}</code>: {VERDICT_NAMES[parameter.verdict].toLowerCase()}
        </h3>
      )}
      {(!undecided || (parameter.curve && check.reason === 'too-noisy')) && (
        <StepCurvePanel parameter={parameter} lean={lean} />
      )}
      {!undecided && (
        <>
          {parameter.size > 1 && (parameter.coordinates.length > 1 || parameter.map) && (
            <div class="pair">
              {parameter.coordinates.length > 1 && <ScatterPanel parameter={parameter} />}{' '}
              <MapPanel parameter={parameter} />
            </div>
          )}
          {parameter.verdict === 'incorrect' && <ExplanationsPanel check={check} parameter={parameter} />}
          <CoordinatesPanel parameter={parameter} />
        </>
      )}
    </div>
  );
}
