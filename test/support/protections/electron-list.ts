import { dangerousCalls, type Edit, type Proof, type Protection } from './protection'

const boundary = 'test/e2e/boundary.spec.ts'
const guards = 'src/main/app/guards.ts'
const window = 'src/main/app/window.ts'

/** The preferences that every window has, and one edit that loosens them. */
function preferences(planted: string, find: string, put: string): Proof {
  return {
    file: boundary,
    title: 'a second window is as closed as the first, and each is judged for itself',
    planted,
    edits: [{ file: window, find, put }],
  }
}

const inGuards = (find: string, put: string): Edit => ({ file: guards, find, put })

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
            file: 'src/core/urls/api-address.ts',
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
    does: '`app.enableSandbox()`, which no switch of the command line takes back; root cannot start the app.',
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
            file: 'src/main/app/csp.ts',
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
            file: 'src/main/app/csp.ts',
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
  {
    id: '11',
    item: 'No popups of webviews',
    does: 'There are no webviews, so none may open anything: `webviewTag` is off.',
    proofs: [preferences('A window knows webviews.', 'webviewTag: false,', 'webviewTag: true,')],
  },
  {
    id: '12',
    item: 'Verify webviews before they are made',
    does: 'None is attached, even if a window knew them.',
    proofs: [
      {
        file: boundary,
        title: 'no page of others is shown, in this window or another, however a page asks for it',
        planted: 'A window knows webviews and attaches them.',
        edits: [
          { file: window, find: 'webviewTag: false,', put: 'webviewTag: true,' },
          inGuards("contents.on('will-attach-webview', (event) => event.preventDefault())", ''),
        ],
      },
    ],
  },
  {
    id: '13',
    item: 'Limit navigation',
    does: 'A window shows the app’s own pages only, by their parsed address; frames show nothing.',
    proofs: [
      {
        file: boundary,
        title: 'no page of others is shown, in this window or another, however a page asks for it',
        planted: 'A page may go where it wants.',
        edits: [
          inGuards(
            "contents.on('will-navigate', (event) => {\n    if (!isAppAddress(event.url)) event.preventDefault()\n  })",
            '',
          ),
          inGuards(
            'if (!event.isMainFrame || !isAppAddress(event.url)) event.preventDefault()',
            '',
          ),
        ],
      },
    ],
  },
  {
    id: '14',
    item: 'Limit new windows',
    does: 'A page opens none; the app opens its own.',
    proofs: [
      {
        file: boundary,
        title: 'no page of others is shown, in this window or another, however a page asks for it',
        planted: 'A page may open windows.',
        edits: [
          inGuards(
            "contents.setWindowOpenHandler(() => ({ action: 'deny' }))",
            "contents.setWindowOpenHandler(() => ({ action: 'allow' }))",
          ),
        ],
      },
    ],
  },
  {
    id: '15',
    item: 'No `openExternal` with what is not trusted',
    does: 'A page sends the name of one of a few links; one function opens them, over https.',
    proofs: [
      {
        file: boundary,
        title: 'unknown and malformed requests get an error and cost nothing',
        planted: 'A page may name any link.',
        edits: [
          {
            file: 'src/core/ipc/contract.ts',
            find: 'z.object({ link: z.enum(externalLinkNames) })',
            put: 'z.object({ link: z.string() as never })',
          },
        ],
      },
      {
        ...dangerousCalls,
        planted: 'A second place opens addresses.',
        edits: [
          {
            file: 'src/main/app/network.ts',
            find: "import { powerMonitor, session } from 'electron'",
            put: "import { powerMonitor, session, shell } from 'electron'\nexport const open = (url: string) => shell.openExternal(url)",
          },
        ],
      },
    ],
  },
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
            find: 'if (old === undefined || isAccepted || isLocal) return success(undefined)',
            put: 'if (old !== builtFor || isAccepted || isLocal) return success(undefined)',
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
            find: "if (!isTrusted(sender)) return refused('request.forbidden-sender', t('Unknown sender'))",
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
