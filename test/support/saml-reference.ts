import saml from '@boxyhq/saml20'
import { X509Certificate } from 'node:crypto'

/** What the library on which Ory's SAML rests makes of metadata. */
export type ReferenceReading =
  | {
      readonly ok: true
      readonly entityId: string
      readonly post: string | undefined
      readonly redirect: string | undefined
      /** SHA-256 fingerprints of the certificates with which sign-ins are verified, in their order. */
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

/** Polis looks at the parsed metadata before it keeps it; a browser's parser of addresses decides. */
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

/** Reads metadata as Ory does: `@boxyhq/saml20`, then what Polis asks of its answer. */
export async function readAsOry(xml: string): Promise<ReferenceReading> {
  try {
    // The library types its answer as a record of anything; this is what its code makes.
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

/** What Polis takes from the claims of an assertion: those under which it gives a person on. */
export interface ReferenceClaims {
  readonly email: unknown
  readonly id: unknown
  /** Attributes and what the library adds to them. */
  readonly raw: Readonly<Record<string, unknown>>
}

const uri = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** Reads a response as Ory does, without its signature; nothing where the library fails. */
export async function claimsAsOry(response: string): Promise<ReferenceClaims | undefined> {
  try {
    const { claims } = (await saml.parse(response)) as { claims: Record<string, unknown> }
    // What is undefined does not survive as JSON, in which claims are handed on.
    const raw = JSON.parse(JSON.stringify(claims)) as Record<string, unknown>
    const of = (name: string, long: string) => raw[name] || raw[uri + long] || undefined
    return { email: of('email', 'emailaddress'), id: of('id', 'nameidentifier'), raw }
  } catch {
    return undefined
  }
}
