import type { Protection } from './protection'

const dangerousCalls = {
  file: 'test/unit/dangerous-calls.test.ts',
  title: 'what is dangerous stands only where it is guarded',
} as const

/** What this app asks of itself, beyond Electron's list. */
export const ownRules: readonly Protection[] = [
  {
    id: 'S1',
    item: 'No key and no secret reaches a page',
    does: 'Keys are in no answer; what a server quotes loses every key and secret in use, in every encoding, where answers enter.',
    proofs: [
      {
        file: 'test/e2e/server-secrets.spec.ts',
        title: 'finds it neither in the window, nor in the history, its export or the log',
        planted: 'Answers keep what a server quotes.',
        edits: [
          {
            file: 'src/main/api/attempt.ts',
            find: 'result: scrubResult(result, secrets) }',
            put: 'result }',
          },
        ],
      },
    ],
  },
  {
    id: 'S2',
    item: 'No key and no secret on the disk',
    does: 'Files hold references; values are in the keychain only.',
    proofs: [
      {
        file: 'test/e2e/main-job.spec.ts',
        title: 'a key and a typed secret are in the keychain and nowhere else',
        planted: 'A secret that is stored is written to a file of the folder besides.',
        edits: [
          {
            file: 'src/main/secrets/noticing-store.ts',
            find: "import { isSecretName } from '../../core/fields/secret-names'",
            put: "import { appendFileSync } from 'node:fs'\nimport { isSecretName } from '../../core/fields/secret-names'",
          },
          {
            file: 'src/main/secrets/noticing-store.ts',
            find: 'return store.set(account, secret)',
            put: 'const [folder] = process.argv.flatMap((each) => /^--user-data-dir=(.*)/.exec(each)?.[1] ?? [])\n      if (folder) appendFileSync(`${folder}/planted.txt`, secret)\n      return store.set(account, secret)',
          },
        ],
      },
    ],
  },
  {
    id: 'S3',
    item: 'The keychain of the system, or memory',
    does: 'Without a keychain keys last for the session, which the person is told; there is no cipher of our own.',
    proofs: [
      {
        file: 'test/unit/main/secrets/open-secret-store.test.ts',
        title: 'does without a keychain %s',
        planted: 'The person is not told.',
        edits: [
          {
            file: 'src/main/secrets/open-secret-store.ts',
            find: 'onUnavailable?.(error instanceof Error ? error.message : String(error))',
            put: 'void error',
          },
        ],
      },
      {
        ...dangerousCalls,
        planted: 'A cipher of our own.',
        edits: [
          {
            file: 'src/main/secrets/memory-store.ts',
            find: 'export function createMemoryStore',
            put: "import { createCipheriv } from 'node:crypto'\nexport const planted = createCipheriv\nexport function createMemoryStore",
          },
        ],
      },
    ],
  },
  {
    id: 'S4',
    item: 'A key goes to its own address only',
    does: 'The keychain keeps the address with the key; no path, file, redirect or proxy leads it elsewhere.',
    proofs: [
      {
        file: 'test/e2e/attacks.spec.ts',
        title:
          'a folder that names another address gets no key, and the person puts it right with a new one',
        planted: 'The address in the file is believed.',
        edits: [
          {
            file: 'src/main/services/workspaces/workspace-keys.ts',
            find: 'if (key.value.origin !== address.origin) {',
            put: "if (key.value.origin === '') {",
          },
        ],
      },
      {
        file: 'test/unit/main/api/client.test.ts',
        title: 'the key goes to no other origin',
        planted: 'A path may name another server.',
        edits: [
          {
            file: 'src/main/api/attempt.ts',
            find: 'if (address.origin !== new URL(allowed.origin).origin) {',
            put: "if (address.origin === '') {",
          },
        ],
      },
      {
        file: 'test/unit/main/api/client.test.ts',
        title: 'redirects are not followed',
        planted: 'Redirects are followed.',
        edits: [
          {
            file: 'src/main/api/attempt.ts',
            find: "import type { Dispatcher } from 'undici'",
            put: "import { interceptors, type Dispatcher } from 'undici'",
          },
          {
            file: 'src/main/api/attempt.ts',
            find: '    dispatcher,\n    method,',
            put: '    dispatcher: dispatcher.compose(interceptors.redirect({ maxRedirections: 2 })),\n    method,',
          },
        ],
      },
    ],
  },
  {
    id: 'S5',
    item: 'What is read from elsewhere is bounded',
    does: 'Mappers and metadata are read over https without credentials, up to 1 MiB, from no private network, and compared with the hash in their address.',
    proofs: [
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'refuses a name that leads into a private network',
        planted: 'Addresses of a private network are read.',
        edits: [
          {
            file: 'src/main/api/public-fetch.ts',
            find: 'if (inner !== undefined || isInner) return { inner: inner ?? host }',
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'refuses what is too large',
        planted: 'Any length is read.',
        edits: [
          {
            file: 'src/main/api/public-fetch.ts',
            find: 'readUpTo(body, options.largest)',
            put: 'readUpTo(body, Infinity)',
          },
          {
            file: 'src/main/api/storage.ts',
            find: 'if (bytes.byteLength > largestMapper) return tooLarge(kind)',
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/api/storage.test.ts',
        title: 'refuses content that is not what the address says',
        planted: 'The hash is not compared.',
        edits: [
          {
            file: 'src/main/api/storage.ts',
            find: 'if (expected !== undefined && contentHash(result.value) !== expected) {',
            put: 'if (expected === contentHash(result.value)) {',
          },
        ],
      },
    ],
  },
  {
    id: 'S6',
    item: 'Mappers run apart and end',
    does: 'In a process with an empty environment, without files, with limits of time, memory and output.',
    proofs: [
      {
        file: 'test/contract/mapper/hostile.test.ts',
        title: 'are stopped by what they had of the processor, and at last where they get none',
        planted: 'A run may have its time ten times.',
        edits: [
          {
            file: 'src/main/mapper/worker-pool.ts',
            find: 'const mostTurns = 4',
            put: 'const mostTurns = 40',
          },
        ],
      },
      {
        file: 'test/contract/mapper/hostile.test.ts',
        title: 'an output of 262,143 bytes passes and one more does not',
        planted: 'An output may have any length.',
        edits: [
          {
            file: 'src/main/mapper/engine-answer.ts',
            find: 'if ((answer.outputBytes ?? 0) > mapperLimits.outputBytes) {',
            put: 'if ((answer.outputBytes ?? 0) > Infinity) {',
          },
        ],
      },
    ],
  },
  {
    id: 'S7',
    item: 'XML without DTD',
    does: 'A DOCTYPE, an entity and what is too deep, too long or too many is refused before it costs anything.',
    proofs: [
      {
        file: 'test/unit/core/saml/metadata-limits.test.ts',
        title: 'each danger has words of its own',
        planted: 'A DOCTYPE is read.',
        edits: [
          {
            file: 'src/core/saml/metadata-screen.ts',
            find: "if (head.startsWith('<!doctype')) return { ok: false, problem: doctypeProblem }",
            put: '',
          },
          {
            file: 'src/core/saml/metadata-parser.ts',
            find: "parser.on('doctype', () => {\n    throw new Refusal(doctypeProblem)\n  })",
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/core/saml/metadata-limits.test.ts',
        title: 'each danger has words of its own',
        planted: 'XML may be nested without end.',
        edits: [
          {
            file: 'src/core/saml/metadata-parser.ts',
            find: 'const maximumDepth = 100',
            put: 'const maximumDepth = 1_000_000',
          },
        ],
      },
    ],
  },
  {
    id: 'S8',
    item: 'Files of others change nothing else',
    does: 'A set-up names organizations and connections only; its length, depth, names and values are checked first.',
    proofs: [
      {
        file: 'test/unit/core/set-up-file/hostile.test.ts',
        title: '%s is refused in words',
        planted: 'Names that change a prototype are taken.',
        edits: [
          {
            file: 'src/core/set-up-file/form.ts',
            find: "new Set(['__proto__', 'constructor', 'prototype'])",
            put: 'new Set()',
          },
        ],
      },
      {
        file: 'test/unit/core/set-up-file/hostile.test.ts',
        title: 'a file that is too large is refused without being parsed',
        planted: 'A file may have any length.',
        edits: [
          {
            file: 'src/core/set-up-file/screen.ts',
            find: 'if (text.length > maximumCharacters) {',
            put: 'if (text.length > Infinity) {',
          },
        ],
      },
    ],
  },
  {
    id: 'S9',
    item: 'Links only show a place',
    does: 'A link of the app names a project and perhaps an organization or a connection; anything else is ignored.',
    proofs: [
      {
        file: 'test/e2e/links.spec.ts',
        title: 'a hostile link does nothing: no request, no edit, no other place',
        planted: 'A link may go on after the place.',
        edits: [{ file: 'src/core/links/app-link.ts', find: '))?/?$`,', put: '))?`,' }],
      },
    ],
  },
  {
    id: 'S10',
    item: 'One copy for a folder',
    does: 'A second copy shows the first one’s window; where it cannot, it is refused.',
    proofs: [
      {
        file: 'test/unit/main/files/locks/folder-lock.test.ts',
        title: 'the first has the folder, the second is told who has it, and then it is free',
        planted: 'A second copy uses the folder too.',
        edits: [
          {
            file: 'src/main/files/locks/folder-lock.ts',
            find: "if (holder) return { kind: 'taken', host: holder.host, pid: holder.pid }",
            put: "if (holder) return { kind: 'unlocked', release: () => Promise.resolve() }",
          },
        ],
      },
    ],
  },
  {
    id: 'S11',
    item: 'No telemetry',
    does: 'Nothing is sent that nobody asked for: no crash reports, no updates, no dictionaries.',
    proofs: [
      {
        file: 'test/e2e/attacks.spec.ts',
        title: 'a start behind a proxy sends nothing that nobody asked for @long',
        planted: 'Chromium may fetch dictionaries.',
        edits: [
          {
            file: 'src/main/app/guards.ts',
            find: 'defaultSession.setSpellCheckerEnabled(false)',
            put: '',
          },
          {
            file: 'src/main/app/guards.ts',
            find: 'defaultSession.setSpellCheckerLanguages([])',
            put: '',
          },
        ],
      },
      {
        ...dangerousCalls,
        planted: 'Crashes are reported.',
        edits: [
          {
            file: 'src/main/index.ts',
            find: "import { app, BrowserWindow, dialog, protocol } from 'electron'",
            put: "import { app, BrowserWindow, crashReporter, dialog, protocol } from 'electron'\ncrashReporter.start({ submitURL: 'https://crashes.example' })",
          },
        ],
      },
    ],
  },
  {
    id: 'S12',
    item: 'Secrets leave the clipboard',
    does: 'A copied secret is cleared after a minute and when the app ends, unless something else was copied.',
    proofs: [
      {
        file: 'test/unit/main/services/app-clipboard.test.ts',
        title: 'is cleared after a minute',
        planted: 'It stays.',
        edits: [
          {
            file: 'src/main/services/app-clipboard.ts',
            find: 'if (text !== undefined && (await system.readText()) === text) await',
            put: "if (text === '' && (await system.readText()) === text) await",
          },
        ],
      },
    ],
  },
  {
    id: 'S13',
    item: 'Production and read-only are guarded in main',
    does: 'Main compares the slug that was typed, and asks before a locked project may be written; no page can answer.',
    proofs: [
      {
        file: 'test/unit/main/services/publish/publish.test.ts',
        title: 'production needs its slug',
        planted: 'Main does not compare the slug.',
        edits: [
          {
            file: 'src/main/services/guards/check-project.ts',
            find: "if (environment === 'production' && confirmedSlug !== slug) {",
            put: "if (environment === 'production' && confirmedSlug === 'none') {",
          },
        ],
      },
      {
        file: 'test/e2e/guards.spec.ts',
        title: 'a project that may not be written is not, by any request of a hostile page',
        planted: 'A lock holds in the window only.',
        edits: [
          {
            file: 'src/core/guards/guards.ts',
            find: "if (guards.locked.includes(project.id)) return 'locked'",
            put: '',
          },
        ],
      },
    ],
  },
  {
    id: 'S14',
    item: 'No markup from texts',
    does: 'No `v-html` and nothing like it: a lint rule and a test forbid it, trusted types refuse it.',
    proofs: [
      {
        ...dangerousCalls,
        planted: 'A component shows a text as markup.',
        edits: [
          {
            file: 'src/renderer/app/AppDialogs.vue',
            find: '<template>',
            put: '<template>\n  <p v-html="\'planted\'" />',
          },
        ],
      },
    ],
  },
  {
    id: 'S15',
    item: 'No developer tools in the packaged app',
    does: 'Its windows have none, and its menu no item for them.',
    proofs: [
      {
        ...dangerousCalls,
        planted: 'Windows of the packaged app have them.',
        edits: [
          {
            file: 'src/main/app/window.ts',
            find: 'devTools: !app.isPackaged,',
            put: 'devTools: true,',
          },
        ],
      },
    ],
  },
  {
    id: 'S16',
    item: 'Known packages',
    does: 'Each has its hash in the lock file and npm’s registry as its only source; each that ships has a licence of a list.',
    proofs: [
      {
        file: 'test/unit/lockfile.test.ts',
        title: 'every package of the lock file has its hash, and no source but npm’s registry',
        planted: 'A package comes from a server of somebody’s own.',
        edits: [
          {
            file: 'package-lock.json',
            find: '"packages": {\n    "": {',
            put: '"packages": {\n    "node_modules/planted": { "version": "1.0.0", "dev": true, "resolved": "http://127.0.0.1/p" },\n    "": {',
          },
        ],
      },
      {
        file: 'test/unit/docs/licences.test.ts',
        title: 'every package that ships has a licence that is allowed',
        planted: 'A licence is not on the list.',
        edits: [{ file: 'scripts/lib/docs/licences.mjs', find: "  'ISC',\n", put: '' }],
      },
    ],
  },
]
