// What a release would publish: the next versions, and the contents of each tarball. Fails on what no user needs.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';

const plan = 'release-plan.json';
execFileSync('npx', ['changeset', 'status', '--output', plan], { stdio: 'inherit' });
const { releases } = JSON.parse(readFileSync(plan, 'utf8'));
rmSync(plan);

const needless =
  /\.(?:test|bench)\.|(?:^|\/)(?:src|test|tests|reports|coverage|node_modules)\/|\.tsbuildinfo$|config\.[cm]?[jt]s$/;
const faults = [];

for (const name of readdirSync('packages').filter(folder => existsSync(`packages/${folder}/package.json`))) {
  const cwd = `packages/${name}`;
  const [tarball] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd, encoding: 'utf8' }));
  const next = releases.find(release => release.name === tarball.name)?.newVersion ?? 'no release';
  console.log(
    `\n${tarball.name} ${tarball.version} -> ${next}   ${tarball.files.length} files, ${tarball.size} bytes packed`,
  );
  for (const { path, size } of tarball.files) console.log(`  ${String(size).padStart(8)}  ${path}`);

  const paths = tarball.files.map(file => file.path);
  faults.push(...paths.filter(path => needless.test(path)).map(path => `${tarball.name} would ship ${path}`));
  // A source map without its source points nowhere.
  faults.push(...paths.filter(path => path.endsWith('.map')).map(path => `${tarball.name} would ship the map ${path}`));
  for (const needed of ['LICENSE', 'README.md', 'package.json']) {
    if (!paths.includes(needed)) faults.push(`${tarball.name} would ship no ${needed}`);
  }
}

const versions = new Set(
  releases.filter(release => release.name !== '@gradcheck/demo').map(release => release.newVersion),
);
if (versions.size > 1) faults.push(`the packages would part: ${[...versions].join(', ')}`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
