import { plainLine } from '../model/plain-line'
import { listedFirst } from '../language/listed'
import { t } from '../language/translate'

/** Parts of an absolute address, because core has no `URL`. */
export interface AddressParts {
  readonly scheme: string
  readonly host: string
  /** With its colon, or empty. */
  readonly port: string
  readonly path: string
  /** With its question mark, or empty. */
  readonly query: string
  readonly hasUserInfo: boolean
  readonly hasFragment: boolean
}

const pattern =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#@\s]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:\s\\[\]]+)(:\d{1,5})?(\/[^?#\s\\]*)?(\?[^#\s]*)?(#\S*)?$/i

/** Returns `undefined` unless the text is an absolute address with a host. */
export function parseAddress(text: string): AddressParts | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, scheme = '', user, host = '', port = '', path = '', query = '', fragment] = match
  return {
    scheme: scheme.toLowerCase(),
    host,
    port,
    path,
    query,
    hasUserInfo: user !== undefined,
    hasFragment: fragment !== undefined,
  }
}

/** The https address without parts that an issuer must not have. */
export function plainAddress({ host, port, path }: AddressParts): string {
  return `https://${host}${port}${path}`
}

export const discoveryPath = '/.well-known/openid-configuration'

/** Address of an issuer's discovery document; like Ory, drops a trailing slash. */
export function discoveryAddress(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}${discoveryPath}`
}

const longest = 200

/** Server text for use in a sentence: one line, shortened. */
export function quoted(text: string): string {
  const line = plainLine(text)
  return t('“{text}”', { text: line.length > longest ? `${line.slice(0, longest)}…` : line })
}

/** "a, b and c", shortened. */
export function listed(items: readonly string[], most = 8): string {
  return listedFirst(
    items.map((item) => quoted(item)),
    most,
  )
}
