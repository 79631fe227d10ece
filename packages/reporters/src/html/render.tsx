import { createHash } from 'node:crypto';
import type { GradientRun, RecordedCheck } from '@gradcheck/core';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { headline } from '../run/headline.ts';
import { lastAttempts, nameOf, outcomeOf } from '../run/outcome.ts';
import { Detail, type Entry } from './detail.tsx';
import { count, short } from './numbers.ts';
import { Overview, standing } from './overview.tsx';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { hintOf } from './words.ts';

/** Details of correct checks that are kept; failures are kept up to five times as many. */
const KEPT = 200;

function slug(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 80) || 'check'
  );
}

function entriesOf(run: GradientRun): Entry[] {
  const taken = new Map<string, number>();
  return lastAttempts(run.checks).map(recorded => {
    const base = `${slug(recorded.file.replace(/^.*\//, '').replace(/\.[^.]*$/, ''))}/${slug(nameOf(recorded))}`;
    const before = taken.get(base) ?? 0;
    taken.set(base, before + 1);
    return { id: before === 0 ? base : `${base}-${before + 1}`, recorded };
  });
}

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The whole page: one file, no request, readable without script and without style. Same run, same bytes. */
export function renderHtml(run: GradientRun): string {
  const policy = `default-src 'none'; script-src ${digest(SCRIPT)}; style-src ${digest(STYLE)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const body = render(<Page run={run} entries={entriesOf(run)} />);
  const title = render(<title>{`${headline(run)} ${run.project}`}</title>);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="color-scheme" content="light dark">
${title}
<style>${STYLE}</style>
</head>
<body>
${body}
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function Page({ run, entries }: { run: GradientRun; entries: readonly Entry[] }): VNode {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.recorded.file, [...(groups.get(entry.recorded.file) ?? []), entry]);
  let kept = 0;
  const detailed = entries.filter(({ recorded }) => outcomeOf(recorded) !== 'correct' || kept++ < KEPT);
  const of = (outcome: string): number => entries.filter(({ recorded }) => outcomeOf(recorded) === outcome).length;
  const undecided = of('inconclusive') + of('misuse');
  const calls = entries.reduce((sum, { recorded }) => sum + (recorded.check?.cost.valueCalls ?? 0), 0);
  const derivatives = entries.reduce(
    (sum, { recorded }) => sum + (recorded.check?.parameters.reduce((n, p) => n + p.size, 0) ?? 0),
    0,
  );
  const line = headline(run);
  return (
    <>
      <header class="top">
        <strong>▽ {run.project}</strong> {run.branch && <span>{run.branch}</span>}{' '}
        {run.commit && <code>{run.commit.slice(0, 7)}</code>}{' '}
        <span>{run.startedAt.slice(0, 16).replace('T', ' ')} UTC</span>{' '}
        <span>
          {run.runner.name} {run.runner.version}
        </span>{' '}
        <span>Node {run.node}</span> {run.shards && <span>{run.shards.length} shards merged</span>}
        <span class="tools js-only">
          <button type="button" id="help" aria-label="Keyboard shortcuts">
            ?
          </button>{' '}
          <button type="button" id="theme" aria-label="Switch between light and dark">
            ◐
          </button>
        </span>
      </header>
      <div class="wrap">
        <section class="summary" aria-label="Summary">
          <div>
            <h1 class={of('incorrect') > 0 ? 'bad' : undecided > 0 ? 'warn' : entries.length > 0 ? 'good' : ''}>
              {line}
            </h1>
            {entries.length === 0 ? (
              <p>
                Write the first one:{' '}
                <code>
                  expect({'{ value, gradient }'}).toHaveCorrectGradients({'{ at }'})
                </code>
              </p>
            ) : (
              <p>
                {of('correct')} correct{undecided > 0 ? `, ${undecided} inconclusive` : ''}. {count(derivatives)}{' '}
                partial derivatives compared with {count(calls)} calls in {(run.milliseconds / 1000).toFixed(1)} s.
              </p>
            )}
            {run.problems.map(problem => (
              <p key={problem} class="warn">
                {problem}
              </p>
            ))}
          </div>
          {entries.length > 0 && <Overview checks={entries} />}
        </section>
        <div class="columns">
          <nav class="list" aria-label="Checks">
            <div class="controls js-only">
              <label>
                <span class="note">Filter by name, parameter, precision</span>
                <input id="search" type="search" placeholder="Name, parameter, float32…" />
              </label>
              <div class="seg" role="group" aria-label="Verdict">
                {(
                  [
                    ['all', `All ${entries.length}`],
                    ['incorrect', `Incorrect ${of('incorrect')}`],
                    ['inconclusive', `Inconclusive ${undecided}`],
                    ['correct', `Correct ${of('correct')}`],
                  ] as const
                ).map(([filter, text]) => (
                  <button key={filter} type="button" data-filter={filter} aria-pressed={filter === 'all'}>
                    {text}
                  </button>
                ))}
              </div>
            </div>
            <p id="unknown" class="warn" hidden>
              This check is not in this report.
            </p>
            <p id="nothing" hidden>
              Nothing matches. <button type="button">Show all</button>
            </p>
            {[...groups].map(([file, group]) => (
              <Group key={file} file={file} group={group} />
            ))}
          </nav>
          <main>
            {detailed.map(entry => (
              <Detail key={entry.id} entry={entry} runner={run.runner.name} />
            ))}
          </main>
        </div>
      </div>
      <footer>Made by gradcheck {run.gradcheck}. This file contains everything it shows and loads nothing.</footer>
      <dialog id="keys" aria-label="Keyboard shortcuts">
        <p>
          <b>j k</b> next, previous · <b>n p</b> next, previous that is not correct · <b>[ ]</b> parameter · <b>/</b>{' '}
          search · <b>1 … 4</b> filter · <b>w</b> why · <b>t</b> theme · <b>?</b> this list · <b>Esc</b> clear, back
        </p>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}

function Group({ file, group }: { file: string; group: readonly Entry[] }): VNode {
  const wrong = group.filter(({ recorded }) => outcomeOf(recorded) !== 'correct').length;
  return (
    <section class="group">
      <h2>
        <span>{file}</span>{' '}
        <span class={wrong > 0 ? 'bad' : ''}>{wrong > 0 ? `${wrong} of ${group.length}` : group.length}</span>
      </h2>
      {group.map(entry => (
        <Row key={entry.id} entry={entry} />
      ))}
    </section>
  );
}

function rightOf(recorded: RecordedCheck): string {
  const outcome = outcomeOf(recorded);
  const value = standing(recorded);
  if (outcome === 'incorrect') return short(value);
  if (outcome !== 'correct') return 'no verdict';
  return value > 0 && Number.isFinite(value) ? `${Math.floor(-Math.log10(value))} digits` : '—';
}

function Row({ entry: { id, recorded } }: { entry: Entry }): VNode {
  const outcome = outcomeOf(recorded);
  const verdict = outcome === 'misuse' ? 'inconclusive' : outcome;
  const colour = verdict === 'correct' ? 'good' : verdict === 'incorrect' ? 'bad' : 'warn';
  const hint = recorded.check ? hintOf(recorded.check) : (recorded.error?.code ?? '');
  const words = [
    nameOf(recorded),
    recorded.file,
    hint,
    recorded.check?.precision,
    ...(recorded.check?.parameters.flatMap(p => [p.path, p.dtype]) ?? []),
  ];
  return (
    <a
      class={`row ${verdict === 'correct' ? '' : 'not'}`}
      href={`#/${encodeURIComponent(id)}`}
      data-id={id}
      data-verdict={verdict}
      data-text={words.join(' ').toLowerCase()}
    >
      <span class={colour} role="img" aria-label={verdict}>
        {verdict === 'correct' ? '✓' : verdict === 'incorrect' ? '✕' : '?'}
      </span>{' '}
      <span>
        <b>{nameOf(recorded)}</b> {hint && <small class={colour}>{hint}</small>}
      </span>{' '}
      <span class={`right ${verdict === 'correct' ? '' : colour}`}>{rightOf(recorded)}</span>
    </a>
  );
}
