import { otherPages } from './electron-other-pages'
import type { Protection } from './protection'
import { boundary, inGuards, preferences, window } from './window-edits'

/** The checklist of Electron's documentation (docs/tutorial/security.md), by its numbers. */
export const electronList: readonly Protection[] = [
  {
    id: '1',
    item: 'Only load secure content',
    does: 'Keys go to https addresses only; http is for this computer itself. The window loads its own files.',
    proofs: [
      {
        file: 'test/unit/main/services/workspaces/workspaces.test.ts',
        title: 'the address %j is refused before a key goes anywhere',
        planted: 'An address without TLS is taken.',
        edits: [
          {
            file: 'src/core/links/api-address.ts',
            find: "if (scheme === 'http' && !isLoopbackHost(host.toLowerCase())) {",
            put: "if (scheme === 'ftp') {",
          },
        ],
      },
    ],
  },
  {
    id: '2',
    item: 'No Node.js for pages',
    does: '`nodeIntegration` is off, for workers and frames too.',
    proofs: [
      preferences(
        'A window has `nodeIntegration`.',
        'nodeIntegration: false,',
        'nodeIntegration: true,',
      ),
    ],
  },
  {
    id: '3',
    item: 'Context isolation',
    does: 'On in every window: the preload script shares nothing with the page but the bridge.',
    proofs: [
      preferences(
        'Preload script and page share one context.',
        'contextIsolation: true,',
        'contextIsolation: false,',
      ),
    ],
  },
  {
    id: '4',
    item: 'Process sandboxing',
    does: '`app.enableSandbox()`, which no switch of the command line takes back; root cannot start a window. A command in a terminal opens no page.',
    proofs: [
      {
        file: boundary,
        title: 'renderer processes run in the sandbox',
        planted: 'The app asks for no sandbox.',
        edits: [
          { file: 'src/main/index.ts', find: 'app.enableSandbox()\n', put: '' },
          { file: window, find: 'sandbox: true,', put: 'sandbox: false,' },
        ],
      },
    ],
  },
  {
    id: '5',
    item: 'Handle permission requests',
    does: 'Every permission, every check of one and every device is refused.',
    proofs: [
      {
        file: boundary,
        title: 'a page is given no permission and no device',
        planted: 'A page gets what it asks for.',
        edits: [
          inGuards(
            'defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))',
            'defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true))',
          ),
          inGuards(
            'defaultSession.setPermissionCheckHandler(() => false)',
            'defaultSession.setPermissionCheckHandler(() => true)',
          ),
        ],
      },
    ],
  },
  {
    id: '6',
    item: 'webSecurity stays on',
    does: 'On in every window.',
    proofs: [
      preferences('A window has no `webSecurity`.', 'webSecurity: true,', 'webSecurity: false,'),
    ],
  },
  {
    id: '7',
    item: 'Content Security Policy',
    does: 'A policy comes with every file: nothing from elsewhere, no inline script, no `eval`, trusted types.',
    proofs: [
      {
        file: boundary,
        title: 'a strict content security policy comes with the page, and refuses what is tried',
        planted: 'A page may send requests anywhere.',
        edits: [
          {
            file: 'src/main/app/app-responses.ts',
            find: `'connect-src': "'self'",`,
            put: `'connect-src': '*',`,
          },
        ],
      },
      {
        file: boundary,
        title: 'a strict content security policy comes with the page, and refuses what is tried',
        planted: 'A page may make markup and scripts of texts.',
        edits: [
          {
            file: 'src/main/app/app-responses.ts',
            find: `'require-trusted-types-for': "'script'",`,
            put: '',
          },
        ],
      },
    ],
  },
  {
    id: '8',
    item: 'No insecure content',
    does: '`allowRunningInsecureContent` is set nowhere.',
    proofs: [
      preferences(
        'A window runs insecure content.',
        'webSecurity: true,',
        'webSecurity: true,\n      allowRunningInsecureContent: true,',
      ),
    ],
  },
  {
    id: '9',
    item: 'No experimental features',
    does: '`experimentalFeatures` is set nowhere.',
    proofs: [
      preferences(
        'A window has experimental features.',
        'webSecurity: true,',
        'webSecurity: true,\n      experimentalFeatures: true,',
      ),
    ],
  },
  {
    id: '10',
    item: 'No Blink features',
    does: '`enableBlinkFeatures` is set nowhere.',
    proofs: [
      preferences(
        'A window enables a feature of Blink.',
        'webSecurity: true,',
        "webSecurity: true,\n      enableBlinkFeatures: 'PreciseMemoryInfo',",
      ),
    ],
  },
  ...otherPages,
  {
    id: '16',
    item: 'A current Electron',
    does: 'Built for a pinned version; on an older one a real workspace needs a person’s consent in the main process.',
    proofs: [
      {
        file: 'test/unit/main/services/workspaces/electron-support.test.ts',
        title: 'is neither connected, nor read, nor given a new key before a person accepts it',
        planted: 'An old Electron is taken for a current one.',
        edits: [
          {
            file: 'src/main/services/workspaces/electron-support.ts',
            find: 'if (old === undefined || isUsable) return success(undefined)',
            put: 'if (old !== builtFor || isUsable) return success(undefined)',
          },
        ],
      },
      {
        file: 'test/unit/main/services/workspaces/electron-support.test.ts',
        title: 'is neither connected, nor read, nor given a new key before a person accepts it',
        planted: 'A page may say that a person accepted it.',
        edits: [
          {
            file: 'src/main/services/workspaces/electron-support.ts',
            find: 'if (yes.value) accepted.add(origin)',
            put: 'accepted.add(origin)',
          },
        ],
      },
    ],
  },
  {
    id: '17',
    item: 'Validate the sender of all messages',
    does: 'Only the main frame of the app’s own page is answered, and only requests of the contract, checked by their schema.',
    proofs: [
      {
        file: 'test/unit/main/ipc/router.test.ts',
        title: 'refuses %s',
        planted: 'Whoever sends is answered.',
        edits: [
          {
            file: 'src/main/ipc/router.ts',
            find: "if (!isOurs(sender)) return refused('request.forbidden-sender', t('Unknown sender'))",
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/ipc/junk.test.ts',
        title: '%s answers junk with an error, and its handler never sees it',
        planted: 'Inputs are not checked.',
        edits: [
          {
            file: 'src/main/ipc/router.ts',
            find: 'if (!parsed.success) {',
            put: 'if (!parsed.success && input === callIdOfNothing) {',
          },
          {
            file: 'src/main/ipc/router.ts',
            find: 'const refused = (code',
            put: 'const callIdOfNothing = Symbol()\nconst refused = (code',
          },
        ],
      },
      {
        file: 'test/e2e/junk.spec.ts',
        title:
          'junk for every request is answered with an error, ends nothing and leaves nothing behind',
        planted: 'What a page sends is kept.',
        edits: [
          {
            file: 'src/main/ipc/router.ts',
            find: 'const parsed = requests[name].input.safeParse(input)',
            put: 'kept.push(Array.from({ length: 1000 }, () => ({ input })))\n    const parsed = requests[name].input.safeParse(input)',
          },
          {
            file: 'src/main/ipc/router.ts',
            find: 'const refused = (code',
            put: 'const kept: unknown[] = []\nconst refused = (code',
          },
        ],
      },
    ],
  },
  {
    id: '18',
    item: 'No `file:` pages',
    does: 'Pages come from the `app:` scheme of the app itself, whose paths lead out of their folder in no way.',
    proofs: [
      {
        file: 'test/unit/main/app/app-address.test.ts',
        title: '%s is not found',
        planted: 'A link in the folder leads out of it.',
        edits: [
          {
            file: 'src/main/files/static-files.ts',
            find: 'if (!file.startsWith(folder + sep)) return undefined',
            put: '',
          },
        ],
      },
      {
        file: 'test/unit/main/app/app-address.test.ts',
        title: '%s is none',
        planted: 'Any path is looked up.',
        edits: [
          {
            file: 'src/main/app/app-address.ts',
            find: 'return segments.every(isName) ? segments : undefined',
            put: 'return segments',
          },
        ],
      },
    ],
  },
  {
    id: '19',
    item: 'Check the fuses',
    does: 'They are set in the packaged app, and read again from the finished package.',
    proofs: [
      {
        file: 'test/unit/scripts/package.test.ts',
        title: 'are read from the wire, one for each processor',
        planted: 'The executable can be used as Node.',
        edits: [
          {
            file: 'scripts/lib/package/fuses.mjs',
            find: 'runAsNode: false',
            put: 'runAsNode: true',
          },
        ],
      },
    ],
  },
  {
    id: '20',
    item: 'No Electron APIs for pages',
    does: 'The bridge has three functions, is frozen, and hands on no event of Electron.',
    proofs: [
      {
        file: boundary,
        title: 'the page has the bridge and nothing of Node or Electron',
        planted: 'The bridge hands out a function of Electron.',
        edits: [
          {
            file: 'src/preload/index.ts',
            find: "contextBridge.exposeInMainWorld('bridge', Object.freeze(bridge))",
            put: "contextBridge.exposeInMainWorld('bridge', Object.freeze({ ...bridge, invoke: ipcRenderer.invoke.bind(ipcRenderer) }))",
          },
        ],
      },
    ],
  },
]
