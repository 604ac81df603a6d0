// The import rules of the project. CONTRIBUTING tells the reasons; test/import-rules.test.ts proves that a planted
// violation of each rule is caught.

const folders = [
  'teams',
  'web',
  'conversation',
  'setup',
  'entra',
  'exchange',
  'mail',
  'cards',
  'words',
  'storage',
  'jobs',
  'telemetry',
  'shell',
];

/** Which folders of src each folder may import, beside itself. */
const allowed = {
  setup: [],
  words: ['setup', 'conversation', 'exchange'],
  telemetry: [],
  exchange: ['setup'],
  conversation: ['setup'],
  cards: ['setup', 'words', 'exchange', 'conversation'],
  entra: ['setup', 'telemetry'],
  mail: ['setup', 'telemetry'],
  storage: ['setup', 'telemetry'],
  jobs: ['setup', 'telemetry'],
  shell: ['setup', 'conversation', 'exchange', 'cards', 'words', 'telemetry'],
  teams: ['setup', 'conversation', 'cards', 'words', 'telemetry'],
  web: ['setup', 'exchange', 'cards', 'words', 'telemetry'],
};

const folderRules = folders.map((folder) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import only: ${allowed[folder].join(', ') || 'nothing of src'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: [folder, ...allowed[folder]].map((name) => `^src/${name}/`) },
}));

const pureFolders = '^src/(setup|conversation|cards|exchange|words)/';

/** Packages that one folder alone may import. */
const owners = {
  '^node_modules/(botbuilder[^/]*|botframework-[^/]*|@microsoft/teams-ai)/': 'teams',
  '^node_modules/(restify|@types/restify)/': 'web',
  '^node_modules/@microsoft/microsoft-graph-client/': 'entra',
  '^node_modules/@azure/msal-node/': '(entra|mail)',
  '^node_modules/(adaptivecards-templating|adaptive-expressions)/': 'cards',
  '^node_modules/(kysely|pg|@types/pg|@electric-sql)/': '(storage|jobs)',
  '^node_modules/pg-boss/': '(storage|jobs)',
  '^node_modules/(pino|prom-client)/': 'telemetry',
};

const ownerRules = Object.entries(owners).map(([path, folder]) => ({
  name: `owned-by-${folder.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}`,
  comment: 'One folder is the edge to this package; nobody else imports it (types included).',
  severity: 'error',
  from: { path: '^src/', pathNot: [`^src/${folder}/`] },
  to: { path },
}));

module.exports = {
  forbidden: [
    ...folderRules,
    ...ownerRules,
    {
      name: 'pure-has-no-node',
      comment: 'The pure folders know no I/O: what they need is passed in.',
      severity: 'error',
      from: { path: pureFolders },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'setup-has-no-package',
      comment: 'The core outlives every SDK.',
      severity: 'error',
      from: { path: '^src/setup/' },
      to: { path: '^node_modules/' },
    },
    {
      name: 'production-has-no-dev-dependency',
      comment: 'An install without the dev dependencies must start.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'words-come-by-language',
      comment: 'Who imports one language directly can never speak another.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/words/' },
      to: { path: '^src/words/en' },
    },
    {
      name: 'only-index-imports-compose',
      severity: 'error',
      from: { path: '^(src|sandbox)/', pathNot: '^src/index\\.ts$' },
      to: { path: '^src/compose\\.ts$' },
    },
    {
      name: 'src-knows-no-sandbox-and-no-test',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(sandbox|test)/' },
    },
    {
      name: 'sandbox-knows-no-bot',
      comment: 'The miniature must not agree with the bot by sharing its code.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|test)/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-barrels',
      severity: 'error',
      from: { path: '^(src|sandbox|test)/' },
      to: { path: '/index\\.ts$' },
    },
    {
      name: 'no-nameless-folders',
      comment: 'A name says what happens there.',
      severity: 'error',
      from: {},
      to: {
        path: ['utils', 'helpers', 'common', 'services', 'models', 'types', 'constants', 'manager'].flatMap((name) => [
          `/${name}/`,
          `/${name}\\.ts$`,
        ]),
        pathNot: 'node_modules',
      },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^node:' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
