import saml from '@boxyhq/saml20'
import { X509Certificate } from 'node:crypto'

/** The result for metadata of the library used by Ory's SAML. */
export type ReferenceReading =
  | {
      readonly ok: true
      readonly entityId: string
      readonly post: string | undefined
      readonly redirect: string | undefined
      /** SHA-256 fingerprints of the certificates that verify sign-ins, in their order. */
      readonly used: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

interface Parsed {
  readonly loginType: string
  readonly entityID?: string
  readonly publicKey: string
  readonly sso: { readonly postUrl?: string; readonly redirectUrl?: string }
}

const begin = '-----BEGIN CERTIFICATE-----'
const end = '-----END CERTIFICATE-----'

function fingerprint(text: string): string {
  const head = text.includes(begin) ? '' : `${begin}\n`
  const foot = text.includes(end) ? '' : `\n${end}`
  return new X509Certificate(head + text + foot).fingerprint256
}

/** Polis checks the parsed metadata before it stores it; addresses are parsed as in a browser. */
function refusal({ loginType, entityID, sso }: Parsed): string | undefined {
  if (loginType !== 'idp') return 'no IDPSSODescriptor'
  if (!entityID) return 'no entityID'
  const addresses = [sso.redirectUrl, sso.postUrl].filter((address) => address !== undefined)
  if (addresses.length === 0) return 'no POST or Redirect'
  const bad = addresses.find((address) => !isWebAddress(address))
  return bad === undefined ? undefined : `no web address: ${bad}`
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) return false
  return (
    ['http:', 'https:'].includes(url.protocol) || ['localhost', '127.0.0.1'].includes(url.hostname)
  )
}

/** Reads metadata as Ory does: with `@boxyhq/saml20`, then the checks of Polis. */
export async function readAsOry(xml: string): Promise<ReferenceReading> {
  try {
    // The library types its answer as a record of anything; this is its real type.
    const parsed = (await saml.parseMetadata(xml, {})) as Parsed
    const message = refusal(parsed)
    if (message !== undefined) return { ok: false, message }
    return {
      ok: true,
      entityId: parsed.entityID ?? '',
      post: parsed.sso.postUrl,
      redirect: parsed.sso.redirectUrl,
      used: parsed.publicKey.split(',').map(fingerprint),
    }
  } catch (error) {
    return { ok: false, message: String(error) }
  }
}

/** The claims of an assertion that Polis uses, under the names in its own answer. */
export interface ReferenceClaims {
  readonly email: unknown
  readonly id: unknown
  /** Attributes, with the library's additions. */
  readonly raw: Readonly<Record<string, unknown>>
}

const uri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** Reads a response as Ory does, without its signature; `undefined` if the library fails. */
export async function claimsAsOry(response: string): Promise<ReferenceClaims | undefined> {
  try {
    const { claims } = (await saml.parse(response)) as { claims: Record<string, unknown> }
    // Claims are passed on as JSON, which drops undefined members.
    const raw = JSON.parse(JSON.stringify(claims)) as Record<string, unknown>
    const of = (name: string, long: string) => raw[name] || raw[uri + long] || undefined
    return { email: of('email', 'emailaddress'), id: of('id', 'nameidentifier'), raw }
  } catch {
    return undefined
  }
}
