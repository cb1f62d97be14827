import { BrowserWindow, Menu } from 'electron'
import { t } from '../../core/language/translate'
import { currentLanguage } from '../../core/language/locale'

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const style = `
  :root { color-scheme: light dark }
  body { margin: 32px; font: 14px/21px system-ui, sans-serif }
  h1 { margin: 0 0 12px; font-size: 18px }
  p { margin: 0 0 12px; overflow-wrap: anywhere }
  pre { margin: 0 0 12px; padding: 10px 12px; border: 1px solid; border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere }
`

/** The text shown instead of the app. */
export interface Refusal {
  readonly title: string
  readonly paragraphs: readonly string[]
  /** Commands to type into a terminal, one per line. */
  readonly commands: readonly string[]
}

/**
 * Explains why the app does not start, in a window without scripts whose text can be copied, and waits
 * until it is closed.
 */
export async function showRefusal({ title, paragraphs, commands }: Refusal): Promise<void> {
  const body = [
    `<h1>${escaped(title)}</h1>`,
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    `<pre tabindex="0" aria-label="${escaped(t('Commands'))}">${escaped(commands.join('\n'))}</pre>`,
  ].join('')
  const policy = `default-src 'none'; style-src 'unsafe-inline'`
  const page = `<!doctype html><html lang="${currentLanguage()}"><head><meta charset="utf-8"><title>${escaped(title)}</title><meta http-equiv="Content-Security-Policy" content="${policy}"><style>${style}</style></head><body><main role="alert">${body}</main></body></html>`
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: t('File'), submenu: [{ role: 'quit' }] },
      { label: t('Edit'), submenu: [{ role: 'copy' }, { role: 'selectAll' }] },
    ]),
  )
  const window = new BrowserWindow({
    width: 720,
    height: 460,
    title,
    webPreferences: {
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  })
  const closed = new Promise<void>((resolve) => window.once('closed', () => resolve()))
  await window.loadURL(`data:text/html;charset=utf-8,${encodeURIComponent(page)}`)
  await closed
}
