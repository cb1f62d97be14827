import type { Language } from '../../core/language/locale'

/** Scheme of the window's own pages; `file:` would give them unnecessary rights. */
export const appScheme = 'app'
export const appHost = 'workbench'
export const appOrigin = `${appScheme}://${appHost}`

/** The address of a window's page, which is told its language by it, since it needs that before anything else. */
export const startPage = (language: Language): string =>
  `${appOrigin}/index.html${language === 'en' ? '' : `?language=${language}`}`

/** Whether an address is one of the window's own. */
export function isAppAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === ''
}

/**
 * The path of an address below the window's folder.
 *
 * @returns `undefined` for an address outside the app, or one that could lead out of the folder.
 */
export function pathSegments(address: string): string[] | undefined {
  if (!isAppAddress(address)) return undefined
  const afterHost = address.slice(appOrigin.length).replace(/[?#].*$/s, '')
  // The URL parser resolves `..` before it can be seen, so the text itself is checked too.
  if (/%2f|%5c|%00|\\|\0/i.test(afterHost)) return undefined
  let path: string
  try {
    path = decodeURIComponent(afterHost)
  } catch {
    // A percent sign without a code: no file has such an address.
    return undefined
  }
  const segments = path.split('/').slice(1)
  if (segments.length === 0 || (segments.length === 1 && segments[0] === '')) return ['index.html']
  const isName = (segment: string) =>
    segment !== '' && !segment.startsWith('.') && !/[:\\\0]/.test(segment)
  return segments.every(isName) ? segments : undefined
}
