import { dangerousCalls, type Protection, edit, proof } from './protection'
import { boundary, inGuards, preferences, window } from './window-edits'

/** The part of Electron's checklist about pages that are not the app's. */
export const otherPages: readonly Protection[] = [
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
