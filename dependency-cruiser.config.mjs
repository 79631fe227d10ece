// Who may import whom. ARCHITECTURE.md has the picture; this file is what makes it hold.

/** Facts that every room of core may know: data, errors, how effects and random numbers are made. */
const common = [
  'types',
  'errors',
  'user-function-error',
  'abort',
  'wrap',
  'effect',
  'random',
  'listed',
  'nearest',
  'json-number',
];
/** Facts of every room that asks for samples or gives them. */
const asked = [...common, 'options', 'parameters', 'sample'];

/** Room of core → rooms it may import from (and itself). Tests stand beside the code and may look anywhere. */
const rooms = {
  types: [],
  'gradient-run': ['types'],
  wrap: [],
  errors: ['types', 'wrap'],
  'user-function-error': ['errors'],
  abort: ['errors'],
  effect: [],
  sample: [],
  random: [],
  listed: [],
  nearest: [],
  'json-number': ['types'],
  options: [...common, 'parameters/types', 'subject/types'],
  parameters: [...common, 'options'],
  subject: [...common, 'options', 'parameters'],
  estimate: asked,
  compare: [...asked, 'estimate'],
  plan: [...asked, 'estimate', 'compare'],
  probe: [...asked, 'subject/types'],
  claim: [...asked, 'estimate', 'compare', 'plan', 'probe', 'subject/types'],
  diagnose: [...asked, 'estimate', 'compare', 'plan'],
  result: [...asked, 'estimate', 'compare', 'plan', 'diagnose', 'subject/types', 'claim/claim-result'],
  'second-look': [...asked, 'estimate', 'plan', 'probe', 'claim/claim-result', 'diagnose', 'result', 'subject/types'],
  matcher: [
    ...common,
    'gradient-run',
    'options',
    'parameters/types',
    'subject/types',
    'subject/differentiable',
    'result',
    'called-from',
    'check',
    'index',
  ],
  adapters: [...common, 'options', 'parameters', 'subject', 'check', 'index'],
  workers: [...common, 'options', 'subject/differentiable', 'check', 'index'],
};

const core = 'packages/core/src';
const isRoom = names => `^${core}/(?:${names.join('|')})(?:/|\\.ts$)`;
const test = '\\.test(?:-d)?\\.ts$|/test/';

const arrowsOfCore = Object.entries(rooms).map(([room, others]) => ({
  name: `core-${room}`,
  comment: `${room} may import ${others.join(', ') || 'nothing'}`,
  severity: 'error',
  from: { path: isRoom([room]), pathNot: test },
  to: { path: `^${core}/`, pathNot: isRoom([room, ...others]) },
}));

/** A package as it is seen from outside: built, or by name while it is not built. */
const packaged = name => `^packages/${name}/dist/|(?:^|/)@gradcheck/${name}(?:/|$)`;
const runners = '(?:^|node_modules/)(?:vitest|@vitest/[^/]+|jest|jest-[^/]+|@jest/[^/]+)(?:/|$)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...arrowsOfCore,
    {
      name: 'core-check-is-above-all-but-doors',
      comment: 'nothing that runs a check knows a matcher or an adapter',
      severity: 'error',
      from: { path: `^${core}/[^/]+\\.ts$`, pathNot: test },
      to: { path: isRoom(['matcher', 'adapters', 'workers']) },
    },
    {
      name: 'core-stands-alone',
      comment: 'core runs in a browser, a worker, Node, Deno and Bun: no platform module, no dependency',
      severity: 'error',
      from: { path: `^${core}/`, pathNot: [test, isRoom(['workers'])] },
      to: { pathNot: `^${core}/` },
    },
    {
      name: 'reporters-know-no-runner',
      severity: 'error',
      from: { path: '^packages/reporters/(?:src|page)/', pathNot: test },
      to: { path: [runners, packaged('vitest-matcher'), packaged('jest-matcher')] },
    },
    {
      name: 'vitest-matcher-knows-one-runner',
      severity: 'error',
      from: { path: '^packages/vitest-matcher/src/', pathNot: test },
      to: { path: ['(?:^|node_modules/)(?:jest|jest-[^/]+|@jest/[^/]+)(?:/|$)', packaged('jest-matcher')] },
    },
    {
      name: 'jest-matcher-knows-one-runner',
      severity: 'error',
      from: { path: '^packages/jest-matcher/src/', pathNot: test },
      to: { path: ['(?:^|node_modules/)(?:vitest|@vitest/[^/]+)(?:/|$)', packaged('vitest-matcher')] },
    },
    {
      name: 'core-is-below-all',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: [packaged('vitest-matcher'), packaged('jest-matcher'), packaged('reporters')] },
    },
    {
      name: 'packages-by-their-doors',
      comment:
        "a package is imported by its name, never through another package's sources; tests share what must hold in every runner",
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+)/' },
      to: { path: '^(?:packages|apps)/', pathNot: ['^$1/', '^packages/[^/]+/dist/', '^packages/core/test/messages/'] },
    },
    {
      name: 'nothing-imports-the-demo',
      severity: 'error',
      from: { pathNot: '^apps/demo/' },
      to: { path: ['^apps/demo/', '(?:^|/)@gradcheck/demo'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/reports/', '/coverage/'] },
    // Imports of types bind rooms as much as imports of values.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
