import { dangerousCalls, type Protection } from './protection'

/** The app itself, and what it is built of. */
export const appRules: readonly Protection[] = [
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
            find: "return { kind: 'taken', host, pid }",
            put: "return { kind: 'unlocked', release: () => Promise.resolve() }",
          },
        ],
      },
    ],
  },
  {
    id: 'S11',
    item: 'No telemetry',
    does: 'Nothing is sent that nobody asked for: no crash reports, no dictionaries, no search for updates before it is turned on.',
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
            find: "import { app, BrowserWindow, dialog, Menu, protocol } from 'electron'",
            put: "import { app, BrowserWindow, crashReporter, dialog, Menu, protocol } from 'electron'\ncrashReporter.start({ submitURL: 'https://crashes.example' })",
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
    does: 'Main works out by itself what a publish takes: a yes in production, and the names of whom it harms. It compares the slug that is typed for portal links, and asks before a locked project may be written; no page can answer.',
    proofs: [
      {
        file: 'test/unit/main/services/publish/publish.test.ts',
        title: 'production needs to be confirmed',
        planted: 'Main does not ask whether it was.',
        edits: [
          {
            file: 'src/main/services/guards/check-project.ts',
            find: 'if (yes.pressed) return success(undefined)',
            put: 'return success(undefined)',
          },
        ],
      },
      {
        file: 'test/unit/main/services/guards/check-project.test.ts',
        title: 'production is refused for the slug %s',
        planted: 'Main does not compare the slug.',
        edits: [
          {
            file: 'src/main/services/guards/check-project.ts',
            find: 'if (yes.typedSlug !== slug) {',
            put: "if (yes.typedSlug === 'none') {",
          },
        ],
      },
      {
        file: 'test/unit/main/services/publish/harm.test.ts',
        title: 'who is harmed has to be confirmed by name, in any environment: %s',
        planted: 'Main believes the window that nobody is harmed.',
        edits: [
          {
            file: 'src/main/services/publish/may-go.ts',
            find: 'const error = agreed.shown && review && checkHarm(review, confirmed)',
            put: 'const error = undefined',
          },
        ],
      },
      {
        file: 'test/e2e/guards.spec.ts',
        title: 'a project that may not be written is not, by any request of a hostile page',
        planted: 'A lock holds in the window only.',
        edits: [
          {
            file: 'src/core/model/guards.ts',
            find: "if (isLocked(guards, project.id)) return 'locked'",
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
            file: 'src/renderer/app/dialogs/AppDialogs.vue',
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
        title: 'every package of the lock file has its hash, and names no server it comes from',
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
