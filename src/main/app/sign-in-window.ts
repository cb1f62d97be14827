import { BrowserWindow, session, type Session, type WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import { plainLine } from '../../core/model/plain-line'
import { t } from '../../core/language/translate'
import {
  mostResultBytes,
  type OpenSignInPlace,
  type SignInPlaceOptions,
  type SignInStart,
} from '../services/try-connection/sign-in-place'
import { markForeign } from '../ipc/app-windows'
import { guardSession } from './guards'
import { shownAddress, startsWithTls } from './sign-in-address'

const preferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: false,
  // A page that asks again and again could not be left.
  disableDialogs: true,
} as const

/** What pages of others may do: nothing but show themselves and go on to other pages over TLS. */
function guardPages(contents: WebContents, options: SignInPlaceOptions): void {
  const { allowsOwnComputer, onRefused } = options
  contents.on('will-frame-navigate', (event) => {
    if (startsWithTls(event.url, allowsOwnComputer)) return
    event.preventDefault()
    onRefused('address', event.url)
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // The page would stay otherwise, and with it the window that a person closes.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    onRefused('window', url)
    return { action: 'deny' }
  })
  // Otherwise Electron sends the first certificate that it finds.
  contents.on('select-client-certificate', (event, url, _list, choose) => {
    event.preventDefault()
    onRefused('certificate', url)
    // Called with nothing, the page goes on without a certificate; the types do not know that.
    const goOn = choose as () => void
    goOn()
  })
}

function guardRequests(
  own: Session,
  options: SignInPlaceOptions,
  maySend: () => Promise<boolean>,
): void {
  const { allowsOwnComputer, onRefused } = options
  own.webRequest.onBeforeRequest(({ url }, answer) => {
    if (!startsWithTls(url, allowsOwnComputer)) {
      onRefused('address', url)
      answer({ cancel: true })
      return
    }
    void maySend().then((may) => answer({ cancel: !may }))
  })
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.setSpellCheckerEnabled(false)
  own.setSpellCheckerLanguages([])
  own.on('will-download', (event, item) => {
    event.preventDefault()
    onRefused('download', item.getURL())
  })
}

function openWindow(own: Session, { label, onAddress, onClosed }: SignInPlaceOptions) {
  const window = new BrowserWindow({
    width: 760,
    height: 720,
    minWidth: 420,
    minHeight: 400,
    title: t('Test sign-in: {label}', { label: plainLine(label) }),
    // A page over the whole screen could draw a title of its own.
    fullscreenable: false,
    webPreferences: { ...preferences, session: own },
  })
  markForeign(window)
  window.removeMenu()
  const { webContents } = window
  const arrived = (address: string) => {
    if (window.isDestroyed()) return
    const shown = shownAddress(address)
    window.setTitle(
      t('{address} — Test sign-in: {label}', { address: shown, label: plainLine(label) }),
    )
    onAddress(address)
  }
  // The title is the address, and never what a page calls itself.
  window.on('page-title-updated', (event) => event.preventDefault())
  webContents.on('did-navigate', (_event, address) => arrived(address))
  webContents.on('did-navigate-in-page', (_event, address, isMainFrame) => {
    if (isMainFrame) arrived(address)
  })
  window.on('closed', onClosed)
  return window
}

function load(window: BrowserWindow, { address, form }: SignInStart): void {
  const sent =
    form === undefined
      ? {}
      : {
          postData: [{ type: 'rawData' as const, bytes: Buffer.from(form) }],
          extraHeaders: 'Content-Type: application/x-www-form-urlencoded',
        }
  // What cannot be loaded shows itself in the window; the person closes it.
  window.loadURL(address, sent).catch(() => undefined)
}

/** An answer's text, or `undefined` if it is larger than a result. */
async function textOf(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop early ends the transfer. What is typed as unknown is bytes.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > mostResultBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Opens places for test sign-ins: a session in memory for each, and in it a window without a bridge.
 *
 * @param maySend false while the app works offline
 */
export function createOpenSignInPlace(maySend: () => Promise<boolean>): OpenSignInPlace {
  return (options) => {
    // Without `persist:` nothing of it is written.
    const own = session.fromPartition(`sign-in-${randomUUID()}`, { cache: false })
    guardSession(own, (contents) => guardPages(contents, options))
    guardRequests(own, options, maySend)
    let window: BrowserWindow | undefined

    function hide(): void {
      if (window && !window.isDestroyed()) window.destroy()
      window = undefined
    }

    return {
      show(start) {
        window = openWindow(own, options)
        load(window, start)
      },
      hide,
      async ask(method, address) {
        const response = await own.fetch(address, {
          method,
          redirect: 'manual',
          credentials: 'include',
          headers: { accept: 'application/json' },
        })
        return { status: response.status, text: await textOf(response) }
      },
      async end() {
        hide()
        await own.closeAllConnections()
        await own.clearStorageData()
        await own.clearCache()
        await own.clearAuthCache()
      },
    }
  }
}
