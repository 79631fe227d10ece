import type { RecordedCheck } from '@gradcheck/core';
import { nameOf } from '../run/outcome.ts';
import { legalLine } from './legal-text.ts';

/** A check under the names that JUnit knows it by; no two of a run share both. */
export interface NamedCheck {
  /** Suite and class: the test file, with its project. */
  readonly suite: string;
  readonly name: string;
  readonly recorded: RecordedCheck;
}

/** Gives each text a form of its own: `a`, `a (2)`. */
function numbering(): (text: string) => string {
  const taken = new Map<string, number>();
  return text => {
    let unique = text;
    while (taken.has(unique)) {
      const next = taken.get(text)! + 1;
      taken.set(text, next);
      unique = `${text} (${next})`;
    }
    taken.set(unique, 1);
    return unique;
  };
}

/**
 * Names for all checks of a run, before it is split: two files of one report must not share a name either.
 * Files that become alike when their names are made legal stay suites of their own.
 */
export function nameChecks(checks: readonly RecordedCheck[]): NamedCheck[] {
  const suiteName = numbering();
  const suites = new Map<string, { readonly name: string; readonly caseName: (text: string) => string }>();
  return checks.map(recorded => {
    const { file, project } = recorded;
    const key = JSON.stringify([file, project]);
    let suite = suites.get(key);
    if (!suite) {
      suite = { name: suiteName(legalLine(project ? `${file} (${project})` : file)), caseName: numbering() };
      suites.set(key, suite);
    }
    return { suite: suite.name, name: suite.caseName(legalLine(nameOf(recorded))), recorded };
  });
}
