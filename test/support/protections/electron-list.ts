import { edit, proof, type Protection, dangerousCalls } from './protection'
import { boundary, inGuards, preferences, window } from './window-edits'

/** The part of Electron's checklist about pages that are not the app's. */
const otherPages: readonly Protection[] = [
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
      proof(
        boundary,
        'no page of others is shown, in this window or another, however a page asks for it',
        'A window knows webviews and attaches them.',
        edit(window, 'webviewTag: false,', 'webviewTag: true,'),
        inGuards("contents.on('will-attach-webview', (event) => event.preventDefault())", ''),
      ),
    ],
  },
  {
    id: '13',
    item: 'Limit navigation',
    does: 'A window shows the app’s own pages only, by their parsed address; frames show nothing.',
    proofs: [
      proof(
        boundary,
        'no page of others is shown, in this window or another, however a page asks for it',
        'A page may go where it wants.',
        inGuards(
          "contents.on('will-navigate', (event) => {\n    if (!isAppAddress(event.url)) event.preventDefault()\n  })",
          '',
        ),
        inGuards('if (!event.isMainFrame || !isAppAddress(event.url)) event.preventDefault()', ''),
      ),
    ],
  },
  {
    id: '14',
    item: 'Limit new windows',
    does: 'A page opens none; the app opens its own.',
    proofs: [
      proof(
        boundary,
        'no page of others is shown, in this window or another, however a page asks for it',
        'A page may open windows.',
        inGuards(
          "contents.setWindowOpenHandler(() => ({ action: 'deny' }))",
          "contents.setWindowOpenHandler(() => ({ action: 'allow' }))",
        ),
      ),
    ],
  },
  {
    id: '15',
    item: 'No `openExternal` with what is not trusted',
    does: 'A page sends the name of one of a few links, or of a page and a project; main makes the address, and one function opens it, over https.',
    proofs: [
      proof(
        boundary,
        'unknown and malformed requests get an error and cost nothing',
        'A page may name any link.',
        edit(
          'src/core/ipc/contract.ts',
          'z.object({ link: z.enum(externalLinkNames) })',
          'z.object({ link: z.string() as never })',
        ),
      ),
      {
        ...dangerousCalls,
        planted: 'A second place opens addresses.',
        edits: [
          edit(
            'src/main/compose-base.ts',
            "import { app, nativeTheme, powerMonitor, session } from 'electron'",
            "import { app, nativeTheme, powerMonitor, session, shell } from 'electron'\nexport const open = (url: string) => shell.openExternal(url)",
          ),
        ],
      },
    ],
  },
]

/** The checklist of Electron's documentation (docs/tutorial/security.md), by its numbers. */
export const electronList: readonly Protection[] = [
  {
    id: '1',
    item: 'Only load secure content',
    does: 'Keys go to https addresses only; http is for this computer itself. The window loads its own files.',
    proofs: [
      proof(
        'test/unit/main/services/workspaces/workspaces.test.ts',
        'the address %j is refused before a key goes anywhere',
        'An address without TLS is taken.',
        edit(
          'src/core/links/api-address.ts',
          "if (scheme === 'http' && !isLoopbackHost(host.toLowerCase())) {",
          "if (scheme === 'ftp') {",
        ),
      ),
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
      proof(
        boundary,
        'renderer processes run in the sandbox',
        'The app asks for no sandbox.',
        edit('src/main/index.ts', 'app.enableSandbox()\n', ''),
        edit(window, 'sandbox: true,', 'sandbox: false,'),
      ),
    ],
  },
  {
    id: '5',
    item: 'Handle permission requests',
    does: 'Every permission, every check of one and every device is refused.',
    proofs: [
      proof(
        boundary,
        'a page is given no permission and no device',
        'A page gets what it asks for.',
        inGuards(
          'defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))',
          'defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true))',
        ),
        inGuards(
          'defaultSession.setPermissionCheckHandler(() => false)',
          'defaultSession.setPermissionCheckHandler(() => true)',
        ),
      ),
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
      proof(
        boundary,
        'a strict content security policy comes with the page, and refuses what is tried',
        'A page may send requests anywhere.',
        edit('src/main/app/app-responses.ts', `'connect-src': "'self'",`, `'connect-src': '*',`),
      ),
      proof(
        boundary,
        'a strict content security policy comes with the page, and refuses what is tried',
        'A page may make markup and scripts of texts.',
        edit('src/main/app/app-responses.ts', `'require-trusted-types-for': "'script'",`, ''),
      ),
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
      proof(
        'test/unit/main/services/workspaces/electron-support.test.ts',
        'is neither connected, nor read, nor given a new key before a person accepts it',
        'An old Electron is taken for a current one.',
        edit(
          'src/main/services/workspaces/electron-support.ts',
          'if (old === undefined || isUsable) return success(undefined)',
          'if (old !== builtFor || isUsable) return success(undefined)',
        ),
      ),
      proof(
        'test/unit/main/services/workspaces/electron-support.test.ts',
        'is neither connected, nor read, nor given a new key before a person accepts it',
        'A page may say that a person accepted it.',
        edit(
          'src/main/services/workspaces/electron-support.ts',
          'if (yes.value) accepted.add(origin)',
          'accepted.add(origin)',
        ),
      ),
    ],
  },
  {
    id: '17',
    item: 'Validate the sender of all messages',
    does: 'Only the main frame of the app’s own page is answered, and only requests of the contract, checked by their schema.',
    proofs: [
      proof(
        'test/unit/main/ipc/router.test.ts',
        'refuses %s',
        'Whoever sends is answered.',
        edit(
          'src/main/ipc/router.ts',
          "if (!isOurs(sender)) return refused('request.forbidden-sender', t('Unknown sender'))",
          '',
        ),
      ),
      proof(
        'test/unit/main/ipc/junk.test.ts',
        '%s answers junk with an error, and its handler never sees it',
        'Inputs are not checked.',
        edit(
          'src/main/ipc/router.ts',
          'if (!parsed.success) {',
          'if (!parsed.success && input === callIdOfNothing) {',
        ),
        edit(
          'src/main/ipc/router.ts',
          'const refused = (code',
          'const callIdOfNothing = Symbol()\nconst refused = (code',
        ),
      ),
      proof(
        'test/e2e/junk.spec.ts',
        'junk for every request is answered with an error, ends nothing and leaves nothing behind',
        'What a page sends is kept.',
        edit(
          'src/main/ipc/router.ts',
          'const parsed = requests[name].input.safeParse(input)',
          'kept.push(Array.from({ length: 1000 }, () => ({ input })))\n    const parsed = requests[name].input.safeParse(input)',
        ),
        edit(
          'src/main/ipc/router.ts',
          'const refused = (code',
          'const kept: unknown[] = []\nconst refused = (code',
        ),
      ),
    ],
  },
  {
    id: '18',
    item: 'No `file:` pages',
    does: 'Pages come from the `app:` scheme of the app itself, whose paths lead out of their folder in no way.',
    proofs: [
      proof(
        'test/unit/main/app/app-address.test.ts',
        '%s is not found',
        'A link in the folder leads out of it.',
        edit(
          'src/main/files/static-files.ts',
          'if (!file.startsWith(folder + sep)) return undefined',
          '',
        ),
      ),
      proof(
        'test/unit/main/app/app-address.test.ts',
        '%s is none',
        'Any path is looked up.',
        edit(
          'src/main/app/app-address.ts',
          'return segments.every(isName) ? segments : undefined',
          'return segments',
        ),
      ),
    ],
  },
  {
    id: '19',
    item: 'Check the fuses',
    does: 'They are set in the packaged app, and read again from the finished package.',
    proofs: [
      proof(
        'test/unit/scripts/package.test.ts',
        'are read from the wire, one for each processor',
        'The executable can be used as Node.',
        edit('scripts/lib/package/fuses.mjs', 'runAsNode: false', 'runAsNode: true'),
      ),
    ],
  },
  {
    id: '20',
    item: 'No Electron APIs for pages',
    does: 'The bridge has three functions, is frozen, and hands on no event of Electron.',
    proofs: [
      proof(
        boundary,
        'the page has the bridge and nothing of Node or Electron',
        'The bridge hands out a function of Electron.',
        edit(
          'src/preload/index.ts',
          "contextBridge.exposeInMainWorld('bridge', Object.freeze(bridge))",
          "contextBridge.exposeInMainWorld('bridge', Object.freeze({ ...bridge, invoke: ipcRenderer.invoke.bind(ipcRenderer) }))",
        ),
      ),
    ],
  },
]
