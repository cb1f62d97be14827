import { dangerousCalls, type Protection, edit, proof } from './protection'

/** The app itself, and what it is built of. */
export const appRules: readonly Protection[] = [
  {
    id: 'S10',
    item: 'One copy for a folder',
    does: 'A second copy shows the first one’s window; where it cannot, it is refused.',
    proofs: [
      proof(
        'test/unit/main/files/locks/folder-lock.test.ts',
        'the first has the folder, the second is told who has it, and then it is free',
        'A second copy uses the folder too.',
        edit(
          'src/main/files/locks/folder-lock.ts',
          "return { kind: 'taken', host, pid }",
          "return { kind: 'unlocked', release: () => Promise.resolve() }",
        ),
      ),
    ],
  },
  {
    id: 'S11',
    item: 'No telemetry',
    does: 'Nothing is sent that nobody asked for: no crash reports, no dictionaries, no search for updates before it is turned on.',
    proofs: [
      proof(
        'test/e2e/attacks.spec.ts',
        'a start behind a proxy sends nothing that nobody asked for @long',
        'Chromium may fetch dictionaries.',
        edit('src/main/app/guards.ts', 'defaultSession.setSpellCheckerEnabled(false)', ''),
        edit('src/main/app/guards.ts', 'defaultSession.setSpellCheckerLanguages([])', ''),
      ),
      {
        ...dangerousCalls,
        planted: 'Crashes are reported.',
        edits: [
          edit(
            'src/main/index.ts',
            "import { app, BrowserWindow, dialog, Menu, protocol } from 'electron'",
            "import { app, BrowserWindow, crashReporter, dialog, Menu, protocol } from 'electron'\ncrashReporter.start({ submitURL: 'https://crashes.example' })",
          ),
        ],
      },
    ],
  },
  {
    id: 'S12',
    item: 'Secrets leave the clipboard',
    does: 'A copied secret is cleared after a minute and when the app ends, unless something else was copied.',
    proofs: [
      proof(
        'test/unit/main/services/app-clipboard.test.ts',
        'is cleared after a minute',
        'It stays.',
        edit(
          'src/main/services/app-clipboard.ts',
          'if (text !== undefined && (await system.readText()) === text) await',
          "if (text === '' && (await system.readText()) === text) await",
        ),
      ),
    ],
  },
  {
    id: 'S13',
    item: 'Production and read-only are guarded in main',
    does: 'Main works out by itself what a publish takes: a yes in production, and the names of whom it harms. It compares the slug that is typed for portal links, and asks before a locked project may be written; no page can answer.',
    proofs: [
      proof(
        'test/unit/main/services/publish/publish.test.ts',
        'production needs to be confirmed',
        'Main does not ask whether it was.',
        edit(
          'src/main/services/guards/check-project.ts',
          'if (yes.pressed) return success(undefined)',
          'return success(undefined)',
        ),
      ),
      proof(
        'test/unit/main/services/guards/check-project.test.ts',
        'production is refused for the slug %s',
        'Main does not compare the slug.',
        edit(
          'src/main/services/guards/check-project.ts',
          'if (yes.typedSlug !== slug) {',
          "if (yes.typedSlug === 'none') {",
        ),
      ),
      proof(
        'test/unit/main/services/publish/harm.test.ts',
        'who is harmed has to be confirmed by name, in any environment: %s',
        'Main believes the window that nobody is harmed.',
        edit(
          'src/main/services/publish/may-go.ts',
          'const error = agreed.shown && review && checkHarm(review, confirmed)',
          'const error = undefined',
        ),
      ),
      proof(
        'test/e2e/guards.spec.ts',
        'a project that may not be written is not, by any request of a hostile page',
        'A lock holds in the window only.',
        edit('src/core/model/guards.ts', "if (isLocked(guards, project.id)) return 'locked'", ''),
      ),
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
          edit(
            'src/renderer/app/dialogs/AppDialogs.vue',
            '<template>',
            '<template>\n  <p v-html="\'planted\'" />',
          ),
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
        edits: [edit('src/main/app/window.ts', 'devTools: !app.isPackaged,', 'devTools: true,')],
      },
    ],
  },
  {
    id: 'S16',
    item: 'Known packages',
    does: 'Each has its hash in the lock file and npm’s registry as its only source; each that ships has a licence of a list.',
    proofs: [
      proof(
        'test/unit/lockfile.test.ts',
        'every package of the lock file has its hash, and names no server it comes from',
        'A package comes from a server of somebody’s own.',
        edit(
          'package-lock.json',
          '"packages": {\n    "": {',
          '"packages": {\n    "node_modules/planted": { "version": "1.0.0", "dev": true, "resolved": "http://127.0.0.1/p" },\n    "": {',
        ),
      ),
      proof(
        'test/unit/docs/licences.test.ts',
        'every package that ships has a licence that is allowed',
        'A licence is not on the list.',
        edit('scripts/lib/docs/licences.mjs', "  'ISC',\n", ''),
      ),
    ],
  },
]
