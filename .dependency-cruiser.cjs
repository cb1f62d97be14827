/** The architecture as rules; each comment tells the reader what to do instead. */
const only = (name, path, who, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src', pathNot: who },
  to: { path },
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core imports nothing of ours but core: move the caller out, or the logic in.',
      severity: 'error',
      from: { path: '^src/core' },
      to: { path: '^(src/(main|preload|renderer|emulator)|test|scripts)' },
    },
    {
      name: 'core-libraries',
      comment: 'core uses a short list of pure libraries; think twice before it grows.',
      severity: 'error',
      from: { path: '^src/core' },
      to: {
        dependencyTypesNot: ['local', 'type-only'],
        pathNot: [
          'node_modules/(node-diff3|zod|@noble/hashes|@scure/base|fast-json-patch)/',
          'node_modules/(saxes|@peculiar/asn1-(schema|x509)|google-libphonenumber)/',
          'node_modules/(postal-mime|html-to-text|fuzzysort|yaml|intl-messageformat|punycode)/',
          '^src/core',
        ],
      },
    },
    only(
      'saxes-in-one-place',
      'node_modules/saxes/',
      '^src/core/(saml/metadata-parser|mapper/own-claims/saml-xml)',
      'XML goes through metadata-parser and own-claims/saml-xml, which refuse what is dangerous.',
    ),
    only(
      'phone-numbers-in-one-place',
      'node_modules/google-libphonenumber',
      '^src/core/mapper/kratos/phone-number',
      'Phone numbers go through core/mapper/kratos/phone-number; it is large: load it where it is needed.',
    ),
    only(
      'mails-in-one-place',
      'node_modules/(postal-mime|html-to-text)/',
      '^src/core/paste/source/',
      'E-mails and HTML go through core/paste/source, which bounds what they cost.',
    ),
    only(
      'fuzzy-matching-in-one-place',
      'node_modules/fuzzysort/',
      '^src/core/search/fuzzy',
      'Fuzzy matching goes through core/search/fuzzy, so that every field that looks for something matches alike.',
    ),
    only(
      'asn1-in-one-place',
      'node_modules/@peculiar/',
      '^src/core/saml/certificate\\.',
      'Certificates go through core/saml/certificate.',
    ),
    {
      name: 'main-and-renderer-apart',
      comment: 'They meet only in the contract: put what both need into core.',
      severity: 'error',
      from: { path: '^src/main' },
      to: { path: '^src/(renderer|preload)' },
    },
    {
      name: 'renderer-apart',
      comment: 'The page has the bridge and core, nothing else.',
      severity: 'error',
      from: { path: '^src/renderer' },
      to: { path: '^src/(main|preload|emulator)' },
    },
    {
      name: 'preload-thin',
      comment: 'The preload script takes types from core/ipc and forwards.',
      severity: 'error',
      from: { path: '^src/preload' },
      to: { path: '^src', pathNot: '^src/(preload|core/ipc)' },
    },
    {
      name: 'emulator-alone',
      comment:
        'The emulator, with what tests add to it, imports nothing of ours: so it shares no mistake with us.',
      severity: 'error',
      from: { path: '^(src|test)/emulator' },
      to: { path: '^src', pathNot: '^src/emulator' },
    },
    {
      name: 'emulator-users',
      comment: 'Only compose starts the emulator.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(emulator|main/compose|main/demo)' },
      to: { path: '^src/emulator' },
    },
    only(
      'yaml-in-one-place',
      'node_modules/yaml/',
      '^src/core/set-up-file/yaml-text',
      'YAML goes through core/set-up-file/yaml-text, which refuses what JSON could not say.',
    ),
    only(
      'csv-in-one-place',
      'node_modules/csv-parse/',
      '^src/main/services/bulk/read-table',
      'Tables go through main/services/bulk/read-table, which bounds what they cost.',
    ),
    only(
      'scimmy-in-one-place',
      'node_modules/scimmy/',
      '^src/emulator/project-host/scim/schemas',
      'The emulator’s SCIM goes through schemas.ts, which gives plain JSON.',
    ),
    only('undici-in-api', 'node_modules/undici', '^src/main/api', 'HTTP goes through main/api.'),
    {
      name: 'grants-from-guards',
      comment:
        'Leave to write comes from services/guards alone, which asks whether the project may be written.',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/main/(api|services/guards)/' },
      to: { path: '^src/main/api/access\\.' },
    },
    only(
      'keytar-in-secrets',
      'node_modules/keytar',
      '^src/main/secrets',
      'Secrets go through SecretStore.',
    ),
    only(
      'updater-in-one-place',
      'node_modules/electron-updater/',
      '^src/main/app/install-update\\.',
      'It makes requests of its own: only what a person asked to download goes through it.',
    ),
    only(
      'files-in-one-place',
      '^(node:)?fs(/promises)?$|node_modules/write-file-atomic',
      '^src/main/(files|log|app/protocol|mapper/engine-file)|^src/cli',
      'Whatever owns files is one place: main/files.',
    ),
    only(
      'electron-at-the-edge',
      'node_modules/electron/',
      '^src/main/(app|ipc|index|compose)|^src/preload',
      'Services take what they need as arguments, so that tests need no Electron.',
    ),
    {
      name: 'features-apart',
      comment: 'A feature never imports another: lift the shared part to components or project.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'components-know-no-store',
      comment: 'Components take props and emit events.',
      severity: 'error',
      from: { path: '^src/renderer/components' },
      to: { path: '^src/renderer/(stores|project|features|bridge)' },
    },
    {
      name: 'project-knows-no-store',
      comment:
        'A project session takes what it needs as arguments; calls go down from it to its parts.',
      severity: 'error',
      from: { path: '^src/renderer/project/' },
      to: {
        path: '^src/renderer/(app|stores|features|components|bridge)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'project-parts-know-no-session',
      comment: 'The parts of a project session call nothing back.',
      severity: 'error',
      from: { path: '^src/renderer/project/', pathNot: '(project-session|use-project)\\.ts$' },
      to: { path: '^src/renderer/project/(project-session|use-project)' },
    },
    {
      name: 'bridge-only-in-bridge',
      comment: 'Stores and features ask through bridge; app imports no preload.',
      severity: 'error',
      from: { path: '^src/renderer', pathNot: '^src/renderer/bridge' },
      to: { path: '^src/preload' },
    },
    {
      name: 'no-tests-in-source',
      comment: 'Source never imports tests.',
      severity: 'error',
      from: { path: '^src' },
      to: { path: '^test' },
    },
    {
      name: 'no-cycles',
      comment: 'Break the cycle by moving what both need below both.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-folder-cycles',
      comment:
        'A folder and one that it needs never need each other: move what both need below both.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/(core|emulator|main)' },
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'The import resolves to nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/\\.cache' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.vue', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
