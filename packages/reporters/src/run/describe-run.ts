import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GradientRun } from '@gradcheck/core';
import manifest from '../../package.json' with { type: 'json' };

export interface RunPlace {
  /** The runner's root folder. */
  readonly root: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly runner: { readonly name: string; readonly version: string };
}

function git(root: string, ...command: string[]): string | undefined {
  try {
    const text = execFileSync('git', command, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return text === '' || text === 'HEAD' ? undefined : text;
  } catch {
    return undefined;
  }
}

function projectName(root: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name?: string };
    if (name) return name;
  } catch {
    // No manifest: the folder's name does.
  }
  return basename(root);
}

/** Where and when a run takes place; read once, at its edge. */
export function describeRun({
  root,
  startedAt,
  runner,
}: RunPlace): Omit<GradientRun, 'milliseconds' | 'checks' | 'problems'> {
  const { GITHUB_REF_NAME, CI_COMMIT_REF_NAME, GITHUB_SHA, CI_COMMIT_SHA } = process.env;
  const branch = GITHUB_REF_NAME ?? CI_COMMIT_REF_NAME ?? git(root, 'rev-parse', '--abbrev-ref', 'HEAD');
  const commit = GITHUB_SHA ?? CI_COMMIT_SHA ?? git(root, 'rev-parse', 'HEAD');
  return {
    schemaVersion: 1,
    project: projectName(root),
    ...(branch ? { branch } : {}),
    ...(commit ? { commit } : {}),
    startedAt: new Date(startedAt).toISOString(),
    runner,
    node: process.versions.node,
    gradcheck: manifest.version,
  };
}
