import { readCertificate } from './certificate'
import type { ParsedDocument, ParsedEndpoint, ParsedRole } from './metadata-parser'
import type {
  CertificateUse,
  IdpMetadata,
  MetadataCertificate,
  MetadataEndpoint,
  MetadataProblem,
  MetadataReading,
} from './metadata-types'
import { isoTime } from '../model/times'

/** Each is decoded; a role that rolls its keys over has a handful. */
const maximumCertificates = 100

const saml2 = 'urn:oasis:names:tc:SAML:2.0:protocol'

/** Bindings with which a browser can be sent to the identity provider. */
const browserBindings = new Set(['HTTP-POST', 'HTTP-Redirect'])

const providers = (document: ParsedDocument) =>
  document.entities.filter((entity) => entity.identityProviders.length > 0)

function rootProblem(document: ParsedDocument): MetadataProblem | undefined {
  const { root } = document
  if (document.isMetadata && (root === 'EntityDescriptor' || root === 'EntitiesDescriptor')) {
    return undefined
  }
  const known: Record<string, string> = {
    Response: 'This is a SAML response, not metadata',
    Assertion: 'This is a SAML assertion, not metadata',
    AuthnRequest: 'This is a SAML request, not metadata',
    html: 'This is a web page, not metadata',
  }
  const words = known[root] ?? `The XML begins with “${root}”, not with an EntityDescriptor`
  const namespace =
    root.startsWith('Entit') && !document.isMetadata
      ? 'The EntityDescriptor lies outside the namespace of SAML 2.0 metadata'
      : words
  return {
    message: `${namespace}. Ask the identity provider for its SAML 2.0 metadata XML`,
    element: root,
  }
}

/** Why the document does not describe exactly one identity provider. */
export function entityProblem(document: ParsedDocument): MetadataProblem | undefined {
  const wrongRoot = rootProblem(document)
  if (wrongRoot) return wrongRoot
  const found = providers(document)
  if (found.length > 1) {
    return {
      message:
        `The metadata lists ${found.length} identity providers, and a connection has one. Ask for ` +
        'the EntityDescriptor of the one that is meant',
      element: 'EntitiesDescriptor',
    }
  }
  if (found.length === 1) return undefined
  if (document.entities.some((entity) => entity.isServiceProvider)) {
    return {
      message:
        'This is the metadata of a service provider: it has an SPSSODescriptor and no ' +
        'IDPSSODescriptor. It may be Ory’s own; ask the identity provider for its metadata',
      element: 'SPSSODescriptor',
    }
  }
  return {
    message:
      'The metadata has no IDPSSODescriptor, so it names no identity provider. Ask for the SAML 2.0 ' +
      'identity provider metadata',
    element: 'IDPSSODescriptor',
  }
}

const lastWord = (urn: string) =>
  urn.slice(Math.max(urn.lastIndexOf(':'), urn.lastIndexOf('/')) + 1)

function endpoints(parsed: readonly ParsedEndpoint[]): MetadataEndpoint[] {
  return parsed
    .filter(({ binding, location }) => binding !== '' && location !== '')
    .map(({ binding, location }) => ({ binding: lastWord(binding), url: location }))
}

type Certificates =
  | { readonly ok: true; readonly certificates: MetadataCertificate[] }
  | { readonly ok: false; readonly problem: MetadataProblem }

function certificateUse(use: string): CertificateUse {
  return use === 'signing' || use === 'encryption' ? use : 'both'
}

/** One entry a certificate, also where the same one stands under two uses. */
function certificates(role: ParsedRole): Certificates {
  const byFingerprint = new Map<string, MetadataCertificate>()
  let count = 0
  for (const key of role.keys) {
    for (const text of key.certificates) {
      count += 1
      if (count > maximumCertificates) {
        const message = `The identity provider has more than ${maximumCertificates} certificates, so it was not read. Ask for metadata with those in use`
        return { ok: false, problem: { message, element: 'X509Certificate' } }
      }
      const reading = readCertificate(text)
      if (!reading.ok) {
        const message = `Certificate ${count} ${reading.message}, and Ory refuses the whole metadata for it. Ask the identity provider for its metadata again`
        return { ok: false, problem: { message, element: 'X509Certificate' } }
      }
      const { certificate } = reading
      const use = certificateUse(key.use)
      const known = byFingerprint.get(certificate.fingerprintSha256)
      byFingerprint.set(certificate.fingerprintSha256, {
        use: known && known.use !== use ? 'both' : use,
        ...certificate,
      })
    }
  }
  return { ok: true, certificates: [...byFingerprint.values()] }
}

function roleProblem(role: ParsedRole): MetadataProblem | undefined {
  const signing = role.keys.filter((key) => certificateUse(key.use) !== 'encryption')
  if (signing.length === 0) {
    return {
      message:
        'The IDPSSODescriptor has no signing KeyDescriptor, so no answer could be verified. Ask the ' +
        'identity provider for metadata with its signing certificate',
      element: 'KeyDescriptor',
    }
  }
  if (signing.every((key) => key.certificates.length === 0)) {
    return {
      message:
        'The signing KeyDescriptor holds no X509Certificate. Ask the identity provider for metadata ' +
        'with its signing certificate',
      element: 'X509Certificate',
    }
  }
  if (role.signOn.length === 0) {
    return {
      message:
        'The IDPSSODescriptor has no SingleSignOnService, so there is nowhere to send members. Ask ' +
        'the identity provider for metadata with its sign-on URL',
      element: 'SingleSignOnService',
    }
  }
  if (endpoints(role.signOn).length === 0) {
    return {
      message:
        'The SingleSignOnService lacks its Binding or Location. Ask the identity provider for ' +
        'metadata with its sign-on URL',
      element: 'SingleSignOnService',
    }
  }
  return undefined
}

function warnings(
  document: ParsedDocument,
  role: ParsedRole,
  signOn: MetadataEndpoint[],
): string[] {
  const found: string[] = []
  const plain = signOn.find(({ url }) => !/^https:\/\//i.test(url))
  if (plain) {
    found.push(`The sign-on URL ${plain.url} is not https: requests to it can be read on the way`)
  }
  if (!signOn.some(({ binding }) => browserBindings.has(binding))) {
    found.push('No sign-on URL uses HTTP-POST or HTTP-Redirect, which a browser needs')
  }
  if (role.protocols !== '' && !role.protocols.split(/\s+/).includes(saml2)) {
    found.push('The identity provider does not say that it speaks SAML 2.0')
  }
  if (document.root === 'EntitiesDescriptor') {
    found.push(
      'The metadata is a list with one identity provider in it; if Ory refuses it, paste the ' +
        'EntityDescriptor alone',
    )
  }
  return found
}

/** The earliest of the ends that the list, the entity and the role may each have. */
function earliest(...times: readonly string[]): string | undefined {
  return times
    .map(isoTime)
    .filter((time) => time !== undefined)
    .toSorted()[0]
}

/** Reads the only identity provider of a document that `entityProblem` found nothing wrong with. */
export function identityProvider(document: ParsedDocument): MetadataReading {
  const entity = providers(document)[0]
  const role = entity?.identityProviders[0]
  if (!entity || !role) throw new Error('the document has no identity provider')
  if (entity.entityId === '') {
    const message =
      'The EntityDescriptor has no entityID. Ask the identity provider for its metadata again'
    return { ok: false, problem: { message, element: 'EntityDescriptor' } }
  }
  const problem = roleProblem(role)
  if (problem) return { ok: false, problem }
  const read = certificates(role)
  if (!read.ok) return read
  const signOn = endpoints(role.signOn)
  const validUntil = earliest(document.validUntil, entity.validUntil, role.validUntil)
  const metadata: IdpMetadata = {
    entityId: entity.entityId,
    ...(validUntil === undefined ? {} : { validUntil }),
    signOn,
    logout: endpoints(role.logout),
    nameIdFormats: role.nameIdFormats
      .filter((format) => format !== '')
      .map((full) => ({ short: lastWord(full), full })),
    certificates: read.certificates,
    wantsSignedRequests: role.wantsSignedRequests,
    ...(entity.organizationName === '' ? {} : { organizationName: entity.organizationName }),
    warnings: warnings(document, role, signOn),
  }
  return { ok: true, metadata }
}
