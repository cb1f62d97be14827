import { listed } from '../language/listed'
import { t } from '../language/translate'
import { isoTime } from '../model/times'
import { unusedWarnings } from './certificate-fate'
import { certificatesOf, keyProblem } from './metadata-certificates'
import type {
  IdpMetadata,
  MetadataEndpoint,
  MetadataProblem,
  MetadataReading,
  SignOnEndpoint,
} from './metadata-types'
import type { ParsedDocument, ParsedEndpoint, ParsedRole } from './metadata-walk'

/** Host and port, as a browser parses them. */
const webAddress =
  /^https?:[/\\]*(?:[^/\\?#@]*@)?(\[[0-9a-f:.]+\]|[^/\\?#@:[\]<>^|%]+)(?::(\d*))?(?:[/\\?#]|$)/i

/**
 * Why Ory refuses a sign-on `Location`, continuing “The sign-on URL X”; `undefined` if valid. Polis requires an
 * absolute http or https address.
 */
function signOnAddressFault(location: string): string | undefined {
  // Ory trims it.
  const url = location.trim()
  if (/\s/.test(url)) return t('holds a blank')
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]
  if (scheme === undefined || /^[^/]*\.[^/]*:\d+(?:\/|$)/.test(url)) {
    return url.startsWith('/') || !/^[^/]+\.[^/]/.test(url)
      ? t('is relative, without a host')
      : t('has no scheme (https://) before its host')
  }
  if (!/^https?$/i.test(scheme)) {
    return t('begins with {scheme}: and not with https:', { scheme })
  }
  const [, host, port] = webAddress.exec(url) ?? []
  if (host === undefined) return t('has no valid host')
  return Number(port ?? '') > 65_535 ? t('has a port beyond 65535') : undefined
}

const saml2 = 'urn:oasis:names:tc:SAML:2.0:protocol'

/** Bindings for browsers. */
const browserBindings = ['HTTP-POST', 'HTTP-Redirect'] as const

const providers = (document: ParsedDocument) =>
  document.entities.filter((entity) => entity.identityProviders.length > 0)

function rootProblem({ root }: ParsedDocument): MetadataProblem | undefined {
  if (root === 'EntityDescriptor' || root === 'EntitiesDescriptor') return undefined
  const known: Record<string, string> = {
    Response: t('This is a SAML response, not metadata'),
    Assertion: t('This is a SAML assertion, not metadata'),
    AuthnRequest: t('This is a SAML request, not metadata'),
    html: t('This is a web page, not metadata'),
  }
  const words =
    known[root] ?? t('The XML begins with “{root}”, not with an EntityDescriptor', { root })
  const remedy = t('Ask the identity provider for its SAML 2.0 metadata XML')
  return {
    message: `${words}. ${remedy}`,
    element: root,
  }
}

/** Uses the error of Ory's reader for documents without EntityDescriptor. */
const listProblem: MetadataProblem = {
  message: t(
    'The metadata is an EntitiesDescriptor, a list, with one identity provider in it. Ory does not look ' +
      'into lists and refuses it (“Could not find X509Certificate”). Take the EntityDescriptor inside it ' +
      'alone, or ask the identity provider for that',
  ),
  element: 'EntitiesDescriptor',
}

/** Why the document does not describe exactly one identity provider. */
export function entityProblem(document: ParsedDocument): MetadataProblem | undefined {
  const wrongRoot = rootProblem(document)
  if (wrongRoot) return wrongRoot
  const found = providers(document)
  if (found.length > 1) {
    return {
      message: t(
        'The metadata lists {count} identity providers, and Ory refuses a list. Take the ' +
          'EntityDescriptor of the one that is meant, or ask for it',
        { count: found.length },
      ),
      element: 'EntitiesDescriptor',
    }
  }
  if (found.length === 1) {
    return document.root === 'EntitiesDescriptor' ? listProblem : undefined
  }
  if (document.entities.some((entity) => entity.isServiceProvider)) {
    return {
      message: t(
        'This is the metadata of a service provider: it has an SPSSODescriptor and no ' +
          'IDPSSODescriptor. It may be Ory’s own; ask the identity provider for its metadata',
      ),
      element: 'SPSSODescriptor',
    }
  }
  return {
    message: t(
      'The metadata has no IDPSSODescriptor, so it names no identity provider. Ask for the SAML 2.0 ' +
        'identity provider metadata',
    ),
    element: 'IDPSSODescriptor',
  }
}

const lastWord = (urn: string) =>
  urn.slice(Math.max(urn.lastIndexOf(':'), urn.lastIndexOf('/')) + 1)

/** Last service of each browser binding; unused without Location. */
function usedServices(services: readonly ParsedEndpoint[]): ParsedEndpoint[] {
  return browserBindings.flatMap(
    (name) => services.findLast(({ binding }) => binding.endsWith(name)) ?? [],
  )
}

const complete = (services: readonly ParsedEndpoint[]) =>
  services.filter(({ binding, location }) => binding.trim() !== '' && location.trim() !== '')

const toEndpoint = ({ binding, location }: ParsedEndpoint): MetadataEndpoint => ({
  binding: lastWord(binding.trim()),
  url: location.trim(),
})

function signOnEndpoints(services: readonly ParsedEndpoint[]): SignOnEndpoint[] {
  const used = usedServices(services)
  return complete(services).map((service) => ({
    ...toEndpoint(service),
    isUsed: used.includes(service),
  }))
}

function signOnProblem(services: readonly ParsedEndpoint[]): MetadataProblem | undefined {
  const element = 'SingleSignOnService'
  if (services.length === 0) {
    const message = t(
      'The IDPSSODescriptor has no SingleSignOnService, so there is nowhere to send members. Ask ' +
        'the identity provider for metadata with its sign-on URL',
    )
    return { message, element }
  }
  if (complete(services).length === 0) {
    const message = t(
      'The SingleSignOnService lacks its Binding or Location. Ask the identity provider for ' +
        'metadata with its sign-on URL',
    )
    return { message, element }
  }
  const used = usedServices(services).filter(({ location }) => location !== '')
  if (used.length === 0) {
    const withBinding = services.some(({ binding }) => isBrowserBinding(binding))
    const message = withBinding
      ? t(
          'The last sign-on service with HTTP-POST or HTTP-Redirect has no Location, and Ory takes the ' +
            'last one, so Ory refuses the metadata. Ask the identity provider for metadata with such a ' +
            'sign-on URL',
        )
      : t(
          'No sign-on URL uses HTTP-POST or HTTP-Redirect, which a browser needs, so Ory refuses the ' +
            'metadata. Ask the identity provider for metadata with such a sign-on URL',
        )
    return { message, element }
  }
  for (const { location } of used) {
    const fault = signOnAddressFault(location)
    if (fault === undefined) continue
    const message = t(
      'The sign-on URL “{url}” {fault}, and Ory refuses the metadata for it. Ask the identity provider ' +
        'for metadata with its https address',
      { url: excerptOf(location), fault },
    )
    return { message, element }
  }
  return undefined
}

const isBrowserBinding = (binding: string) => browserBindings.some((name) => binding.endsWith(name))

const excerptOf = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

function roleProblem(roles: readonly ParsedRole[]): MetadataProblem | undefined {
  const keys = roles.flatMap((role) => role.keys)
  if (keys.length > 0 && roles.some((role) => role.keys.length === 0)) {
    const message = t(
      'One of the IDPSSODescriptors has no KeyDescriptor, at which Ory’s reader fails. Ask the ' +
        'identity provider for metadata with its signing certificate in each, or take that one out',
    )
    return { message, element: 'KeyDescriptor' }
  }
  return keyProblem(keys) ?? signOnProblem(roles.flatMap((role) => role.signOn))
}

function addressWarnings(roles: readonly ParsedRole[], signOn: SignOnEndpoint[]): string[] {
  const found: string[] = []
  const services = roles.flatMap((role) => role.signOn)
  const plain = signOn.find(({ isUsed, url }) => isUsed && !/^https:/i.test(url))
  if (plain) {
    found.push(
      t('The sign-on URL {url} is not https: requests to it can be read on the way', {
        url: plain.url,
      }),
    )
  }
  const lost = usedServices(services).find(({ location }) => location === '')
  if (lost) {
    found.push(
      t('The last {binding} sign-on service has no Location, so Ory uses none with {binding}', {
        binding: lastWord(lost.binding),
      }),
    )
  }
  if (roles.length > 1) {
    const taken = signOn.filter(({ isUsed }) => isUsed).map(({ url }) => url)
    found.push(
      t(
        'There are {count} IDPSSODescriptors. Ory takes the certificates of all, and of each binding ' +
          'the last address: {addresses}',
        { count: roles.length, addresses: listed([...new Set(taken)]) },
      ),
    )
  }
  return found
}

/** Pre-SAML 2.0 documents; Ory does not check them. */
function protocolWarnings(roles: readonly ParsedRole[]): string[] {
  const named = roles.map(({ protocols }) => protocols).filter((protocols) => protocols !== '')
  const speaks = named.some((protocols) => protocols.split(/\s+/).includes(saml2))
  return named.length === 0 || speaks
    ? []
    : [t('The identity provider does not say that it speaks SAML 2.0')]
}

/** Earliest expiry of list, entity and roles. */
function earliest(...times: readonly string[]): string | undefined {
  return times
    .map(isoTime)
    .filter((time) => time !== undefined)
    .toSorted()[0]
}

/** Requires a document without `entityProblem`. */
export function identityProvider(document: ParsedDocument): MetadataReading {
  const entity = providers(document)[0]
  if (!entity) throw new Error('the document has no identity provider')
  const roles = entity.identityProviders
  if (entity.entityId.trim() === '') {
    const message = t(
      'The EntityDescriptor has no entityID. Ask the identity provider for its metadata again',
    )
    return { ok: false, problem: { message, element: 'EntityDescriptor' } }
  }
  const problem = roleProblem(roles)
  if (problem) return { ok: false, problem }
  const read = certificatesOf(roles.flatMap((role) => role.keys))
  if (!read.ok) return read
  const { certificates, unread } = read
  const signOn = signOnEndpoints(roles.flatMap((role) => role.signOn))
  const ends = roles.map((role) => role.validUntil)
  const validUntil = earliest(document.validUntil, entity.validUntil, ...ends)
  const metadata: IdpMetadata = {
    entityId: entity.entityId,
    ...(validUntil === undefined ? {} : { validUntil }),
    signOn,
    logout: complete(roles.flatMap((role) => role.logout)).map(toEndpoint),
    nameIdFormats: roles
      .flatMap((role) => role.nameIdFormats)
      .filter((format) => format !== '')
      .map((full) => ({ short: lastWord(full), full })),
    certificates,
    unread,
    wantsSignedRequests: roles.some((role) => role.wantsSignedRequests),
    ...(entity.organizationName === '' ? {} : { organizationName: entity.organizationName }),
    warnings: [
      ...addressWarnings(roles, signOn),
      ...protocolWarnings(roles),
      ...unusedWarnings(certificates, unread),
    ],
  }
  return { ok: true, metadata }
}
