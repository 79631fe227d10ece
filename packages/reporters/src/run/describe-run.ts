import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { GradientRun } from '@gradcheck/core';
import manifest from '../../package.json' with { type: 'json' };
import { serverBranch, serverCommit } from './ci-server.ts';

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
  const branch = serverBranch(process.env) ?? git(root, 'rev-parse', '--abbrev-ref', 'HEAD');
  const commit = serverCommit(process.env) ?? git(root, 'rev-parse', 'HEAD');
  const folder = git(root, 'rev-parse', '--show-prefix')?.replace(/\/$/, '');
  return {
    schemaVersion: 1,
    project: projectName(root),
    ...(folder ? { folder } : {}),
    ...(branch ? { branch } : {}),
    ...(commit ? { commit } : {}),
    startedAt: new Date(startedAt).toISOString(),
    runner,
    node: process.versions.node,
    gradcheck: manifest.version,
  };
}
