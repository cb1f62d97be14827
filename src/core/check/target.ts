import type { WorkingConnection } from '../draft/working-copy'
import { t } from '../language/translate'
import { textMember, type JsonObject } from '../model/json'
import { providerName } from '../model/providers'
import { metadataForm, metadataText } from '../saml/metadata-value'
import { discoveryAddress, discoveryPath, parseAddress, plainAddress, quoted } from './address'
import { type CheckStep, failed, passed, skipped, warning } from './report'

/** How Ory uses a provider's discovery document. */
export interface IssuerUse {
  /** Compared by Ory character by character. */
  readonly issuer: string
  /** Absent if Ory has the issuer built in. */
  readonly field?: 'issuer_url' | 'microsoft_tenant'
  /** `discovered`: sign-ins need the document; `built`: Ory reads it only to detect PKCE. */
  readonly discovery: 'discovered' | 'built'
}

/** What to read, with the first step. */
export type CheckTarget =
  | {
      readonly kind: 'discovery'
      readonly address: string
      readonly use: IssuerUse
      readonly step: CheckStep
    }
  | { readonly kind: 'metadata'; readonly address: string; readonly step: CheckStep }
  /** Metadata in Ory's storage: `text`, or read from its address. */
  | { readonly kind: 'inline'; readonly text: string; readonly step: CheckStep }
  | { readonly kind: 'stored'; readonly address: string; readonly step: CheckStep }
  /** Nothing to read; the step says why. */
  | { readonly kind: 'nothing'; readonly address: string; readonly step: CheckStep }

/** Built-in issuers. Source: Kratos' provider code. */
const fixedIssuers: Readonly<Record<string, Omit<IssuerUse, 'field'>>> = {
  google: { issuer: 'https://accounts.google.com', discovery: 'discovered' },
  apple: { issuer: 'https://appleid.apple.com', discovery: 'discovered' },
  line: { issuer: 'https://access.line.me', discovery: 'discovered' },
  linkedin_v2: { issuer: 'https://www.linkedin.com/oauth', discovery: 'discovered' },
  netid: { issuer: 'https://broker.netid.de/', discovery: 'discovered' },
  facebook: { issuer: 'https://www.facebook.com', discovery: 'built' },
}

/** Default issuers of kinds with an editable one. */
const enteredIssuers: Readonly<
  Record<string, { readonly otherwise?: string; readonly discovery: IssuerUse['discovery'] }>
> = {
  generic: { discovery: 'discovered' },
  auth0: { discovery: 'built' },
  salesforce: { discovery: 'built' },
  gitlab: { otherwise: 'https://gitlab.com', discovery: 'built' },
  uaepass: { otherwise: 'https://id.uaepass.ae', discovery: 'built' },
}

const withoutDiscovery: ReadonlySet<string> = new Set([
  'github',
  'github-app',
  'slack',
  'linkedin',
  'amazon',
  'discord',
  'spotify',
  'x',
  'patreon',
  'lark',
  'dingtalk',
  'vk',
  'yandex',
  'fedcm-test',
])

const nothing = (step: CheckStep, address = ''): CheckTarget => ({ kind: 'nothing', address, step })

interface AddressWords {
  readonly enter: string
  readonly userName: string
  readonly scheme: (scheme: string) => string
  readonly spaces: string
}

const issuerWords: AddressWords = {
  enter: t('Enter the issuer URL as an absolute address that begins with https://.'),
  userName: t('The issuer URL holds a user name.'),
  scheme: (scheme) =>
    t('The issuer URL begins with {scheme}:// and not with https://.', { scheme }),
  spaces: t('The issuer URL begins or ends with a space.'),
}
const metadataWords: AddressWords = {
  enter: t('Enter the metadata address as an absolute address that begins with https://.'),
  userName: t('The metadata address holds a user name.'),
  scheme: (scheme) =>
    t('The metadata address begins with {scheme}:// and not with https://.', { scheme }),
  spaces: t('The metadata address begins or ends with a space.'),
}

/** Failed step for an invalid entered address. */
function addressFinding(text: string, field: string, words: AddressWords): CheckStep | undefined {
  const trimmed = text.trim()
  const parts = parseAddress(trimmed)
  if (!parts) {
    const wrong = t('{address} is not an address.', { address: quoted(text) })
    return failed('address', wrong, { remedy: words.enter })
  }
  if (parts.hasUserInfo) {
    const remedy = t('Remove the user name: it would be sent and shown with the address.')
    const fix = { field, value: plainAddress(parts) }
    return failed('address', words.userName, { remedy, fix })
  }
  if (parts.scheme !== 'https') {
    const remedy = t('Only https addresses are read: over http anyone on the way could answer.')
    const isHttp = parts.scheme === 'http'
    const fix = { field, value: plainAddress(parts) + parts.query }
    return failed('address', words.scheme(parts.scheme), isHttp ? { remedy, fix } : { remedy })
  }
  if (trimmed !== text) {
    const remedy = t('Remove the spaces: Ory compares every character.')
    const fix = { field, value: trimmed }
    return failed('address', words.spaces, { remedy, fix })
  }
  return undefined
}

function issuerTarget(use: IssuerUse): CheckTarget {
  const { issuer, field } = use
  if (field === 'issuer_url') {
    const finding = addressFinding(issuer, field, issuerWords)
    if (finding) return nothing(finding, shownAddress(issuer))
    const parts = parseAddress(issuer)
    if (parts && (parts.query !== '' || parts.hasFragment)) {
      const remedy = t('Remove the part that begins with ? or #: an issuer has neither.')
      const fix = { field, value: plainAddress(parts) }
      const step = failed('address', t('The issuer URL has text after its path.'), { remedy, fix })
      return nothing(step, issuer)
    }
  }
  // A pasted document address still leads to the document with the right issuer.
  if (issuer.replace(/\/$/, '').endsWith(discoveryPath)) {
    const address = issuer.replace(/\/$/, '')
    const remedy = t('Enter the part before {path}, which Ory adds by itself.', {
      path: discoveryPath,
    })
    const text = t('The issuer URL is the discovery document’s own address.')
    const step = warning('address', text, { remedy })
    return { kind: 'discovery', address, use, step }
  }
  const address = discoveryAddress(issuer)
  const step = passed('address', t('The discovery document is at {address}.', { address }))
  return { kind: 'discovery', address, use, step }
}

function oidcTarget(fields: JsonObject): CheckTarget {
  const kind = textMember(fields, 'provider') ?? ''
  const name = providerName(kind)
  if (kind === 'microsoft') {
    const tenant = textMember(fields, 'microsoft_tenant')?.trim() ?? ''
    if (!/^[\w.-]+$/.test(tenant)) {
      const text =
        tenant === ''
          ? t('There is no tenant.')
          : t('{tenant} is not a tenant.', { tenant: quoted(tenant) })
      const remedy = t('Enter the tenant’s ID or domain, or “organizations”.')
      return nothing(failed('address', text, { remedy }))
    }
    const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`
    return issuerTarget({ issuer, field: 'microsoft_tenant', discovery: 'discovered' })
  }
  const fixed = Object.hasOwn(fixedIssuers, kind) ? fixedIssuers[kind] : undefined
  if (fixed) return issuerTarget(fixed)
  const entered = Object.hasOwn(enteredIssuers, kind) ? enteredIssuers[kind] : undefined
  if (entered) {
    const { otherwise, discovery } = entered
    const issuer = textMember(fields, 'issuer_url') ?? ''
    if (issuer !== '') return issuerTarget({ issuer, field: 'issuer_url', discovery })
    if (otherwise !== undefined) return issuerTarget({ issuer: otherwise, discovery })
    const remedy = t('Enter the issuer URL that the identity provider gives.')
    return nothing(failed('address', t('There is no issuer URL.'), { remedy }))
  }
  if (withoutDiscovery.has(kind)) {
    return nothing(
      skipped(
        'address',
        t(
          'There is nothing to read: Ory knows the addresses of {provider} by itself, and this kind has no discovery document for them.',
          { provider: name },
        ),
      ),
    )
  }
  return nothing(
    skipped(
      'address',
      t('There is nothing to read: this version does not know the kind {kind}.', {
        kind: quoted(name),
      }),
    ),
  )
}

const metadataField = 'raw_idp_metadata_xml'

function samlTarget(fields: JsonObject): CheckTarget {
  const value = textMember(fields, metadataField) ?? ''
  switch (metadataForm(value)) {
    case 'empty': {
      const remedy = t('Paste the identity provider’s metadata, or enter its address.')
      return nothing(failed('address', t('There is no metadata.'), { remedy }))
    }
    case 'inline': {
      const text = metadataText(value)
      if (text === undefined) {
        const remedy = t('Paste the metadata again.')
        return nothing(failed('address', t('The metadata cannot be decoded.'), { remedy }))
      }
      const step = passed('address', t('The metadata is part of the connection.'))
      return { kind: 'inline', text, step }
    }
    case 'stored': {
      const step = passed('address', t('The metadata is the copy that Ory stores.'))
      return { kind: 'stored', address: value, step }
    }
    case 'url':
    case 'refused': {
      const finding = addressFinding(value, metadataField, metadataWords)
      if (finding) return nothing(finding, shownAddress(value))
      const step = passed('address', t('The metadata is at {address}.', { address: value }))
      return { kind: 'metadata', address: value, step }
    }
  }
}

/** Without user name and password. */
function shownAddress(text: string): string {
  const parts = parseAddress(text.trim())
  return parts ? `${parts.scheme}://${parts.host}${parts.port}${parts.path}` : text.slice(0, 300)
}

/** Target of a connection's check; `fields` include the draft. */
export function checkTarget({
  protocol,
  fields,
}: Pick<WorkingConnection, 'protocol' | 'fields'>): CheckTarget {
  return protocol === 'saml' ? samlTarget(fields) : oidcTarget(fields)
}
