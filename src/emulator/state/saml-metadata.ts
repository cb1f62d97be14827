import { X509Certificate } from 'node:crypto'
import { refuse } from './field-checks'

/** An element by its local name, with its attributes and content. */
interface Found {
  readonly attributes: string
  readonly inside: string
}

function elements(xml: string, name: string): Found[] {
  const prefix = String.raw`(?:[\w.:-]+:)?`
  const pattern = String.raw`<${prefix}${name}(\s[^>]*?)?(?:/>|>([\s\S]*?)</${prefix}${name}\s*>)`
  return [...xml.matchAll(new RegExp(pattern, 'g'))].map(([, attributes = '', inside = '']) => ({
    attributes,
    inside,
  }))
}

const attribute = ({ attributes }: Found, name: string) =>
  new RegExp(String.raw`\s${name}\s*=\s*(["'])(.*?)\1`).exec(attributes)?.[2] ?? ''

/** Without comments and processing instructions, and with CDATA as text. */
const bare = (xml: string) =>
  xml
    .replaceAll(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, '')
    .replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replaceAll(/&#13;|&#xd;/gi, '\r')

interface Key {
  readonly use: string
  readonly certificate: Found
}

/** The first certificate of each key, if it has one. */
function keysOf(roles: readonly Found[]): Key[] {
  return roles
    .flatMap(({ inside }) => elements(inside, 'KeyDescriptor'))
    .flatMap((key) => {
      const info = elements(key.inside, 'KeyInfo')[0]
      const data = info && elements(info.inside, 'X509Data')[0]
      const certificate = data && elements(data.inside, 'X509Certificate')[0]
      return certificate === undefined || certificate.inside === ''
        ? []
        : [{ use: attribute(key, 'use'), certificate }]
    })
}

/** Those for signing; if there are none, all others. */
function usedKeys(keys: readonly Key[]): readonly Key[] {
  const signing = keys.filter(({ use }) => use === 'signing')
  return signing.length > 0 ? signing : keys
}

/** @throws Error where the text is not a certificate: padded base64, also between both PEM lines. */
function certificateOf({ certificate: { attributes, inside } }: Key): X509Certificate {
  const trimmed = inside.trim()
  const pem = /^-----BEGIN CERTIFICATE-----\s*\n([\s\S]*?)\n-----END CERTIFICATE-----/m.exec(
    trimmed,
  )
  const body = pem ? (pem[1] ?? '') : trimmed
  const base64 = body.replaceAll(/[ \t\r\n]/g, '')
  if (attributes !== '' || /(?:^|\n)[ \t\r]*(?:\n|$)/.test(body)) throw new Error('not alone')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) throw new Error('base64')
  const der = Buffer.from(base64, 'base64')
  const certificate = new X509Certificate(der)
  if (certificate.raw.length !== der.length) throw new Error('bytes behind the certificate')
  return certificate
}

function isWebAddress(location: string): boolean {
  const url = URL.canParse(location) ? new URL(location) : undefined
  return url !== undefined && ['http:', 'https:'].includes(url.protocol)
}

/** The last address of a binding is used, and an absent one removes the earlier ones. */
function checkAddresses(roles: readonly Found[], where: string): void {
  const services = roles.flatMap(({ inside }) => elements(inside, 'SingleSignOnService'))
  if (services.length === 0) refuse(where, 'no SingleSignOnService in the metadata')
  const used = ['HTTP-POST', 'HTTP-Redirect']
    .map((name) => services.findLast((each) => attribute(each, 'Binding').endsWith(name)))
    .map((service) => (service ? attribute(service, 'Location').replaceAll('&amp;', '&') : ''))
    .filter((location) => location !== '')
  if (used.length === 0) refuse(where, "couldn't find SAML bindings for POST/REDIRECT")
  if (!used.every(isWebAddress)) refuse(where, 'SSO URL not valid in the metadata')
}

function rolesOf(xml: string): Found[] {
  return elements(bare(xml), 'IDPSSODescriptor')
}

/** Refuses metadata that Ory refuses, by the rules of its reader. */
export function checkMetadata(xml: string, where: string): void {
  const [, root, attributes = ''] = /<(?:[\w.:-]+:)?([\w-]+)(\s[^>]*)?>/.exec(bare(xml)) ?? []
  if (root === 'EntitiesDescriptor') {
    refuse(where, 'Could not find X509Certificate in the IdP metadata.')
  }
  if (root !== 'EntityDescriptor') refuse(where, 'no EntityDescriptor in the metadata')
  if (attribute({ attributes, inside: '' }, 'entityID') === '') {
    refuse(where, "couldn't parse EntityID from SAML metadata")
  }
  const roles = rolesOf(xml)
  if (roles.length === 0) refuse(where, 'no IDPSSODescriptor in the metadata')
  if (!roles.every(({ inside }) => elements(inside, 'KeyDescriptor').length > 0)) {
    refuse(where, 'no KeyDescriptor in an IDPSSODescriptor of the metadata')
  }
  const keys = keysOf(roles)
  if (keys.every(({ use }) => use === 'encryption')) {
    refuse(where, 'no signing KeyDescriptor in the metadata')
  }
  checkAddresses(roles, where)
  try {
    for (const key of usedKeys(keys)) certificateOf(key)
  } catch {
    // X509Certificate throws for any other data.
    refuse(where, 'x509: malformed certificate in the metadata')
  }
}

/** Every answer of a project has them: its metadata is read once. */
const knownEnds = new Map<string, readonly string[]>()
const mostKnown = 200

/** Expiry of every used certificate in OpenSSL's text form, such as `Jun 10 09:16:40 2038 GMT`. */
export function validTo(xml: string): string[] {
  const known = knownEnds.get(xml) ?? readEnds(xml)
  if (knownEnds.size >= mostKnown) knownEnds.clear()
  knownEnds.set(xml, known)
  return [...known]
}

function readEnds(xml: string): string[] {
  try {
    return usedKeys(keysOf(rolesOf(xml))).map((key) => certificateOf(key).validTo)
  } catch {
    // Unreadable metadata has no expiry; writing it is refused.
    return []
  }
}
