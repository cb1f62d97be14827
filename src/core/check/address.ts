import { plainLine } from '../model/plain-line'
import { listedFirst } from '../language/listed'
import { t } from '../language/translate'

/** Parts of an absolute address. Core has no `URL`, and the check needs only these parts. */
export interface AddressParts {
  readonly scheme: string
  readonly host: string
  /** With its colon; empty without one. */
  readonly port: string
  readonly path: string
  /** With its question mark; empty without one. */
  readonly query: string
  readonly hasUserInfo: boolean
  readonly hasFragment: boolean
}

const pattern =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#@\s]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:\s\\[\]]+)(:\d{1,5})?(\/[^?#\s\\]*)?(\?[^#\s]*)?(#\S*)?$/i

/** @returns `undefined` for a text that is not an absolute address with a host. */
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

/** The address with https, and without the parts that an issuer must not have. */
export function plainAddress({ host, port, path }: AddressParts): string {
  return `https://${host}${port}${path}`
}

export const discoveryPath = '/.well-known/openid-configuration'

/** Where an issuer's discovery document is. Ory drops a trailing slash of the issuer; so does this. */
export function discoveryAddress(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}${discoveryPath}`
}

const longest = 200

/** Text from a server, for use inside a sentence: on one line, cut at a readable length. */
export function quoted(text: string): string {
  const line = plainLine(text)
  return t('“{text}”', { text: line.length > longest ? `${line.slice(0, longest)}…` : line })
}

/** A list inside a sentence, "a, b and c", cut at a readable length. */
export function listed(items: readonly string[], most = 8): string {
  return listedFirst(
    items.map((item) => quoted(item)),
    most,
  )
}
