import { Constants, IdentityProvider, ServiceProvider } from 'samlify'
import { selfSigned, type KeyAndCertificate } from './certificates'
import { startSecureServer, type SeenRequest } from './secure-server'

/** Faults of metadata. */
export type SamlFault =
  | 'doctype'
  | 'no-idp-role'
  | 'certificate-expired'
  | 'certificate-soon'
  | 'html'
  | 'large'
  | 'not-found'

export interface SamlServer {
  readonly entityId: string
  /** Address of the metadata. */
  readonly address: string
  readonly metadata: string
  /** Publishes its metadata with a further signing certificate, at both addresses from now on. @returns it in base64 */
  publishNext(wishes?: { readonly notAfter?: Date }): Promise<string>
  readonly seen: readonly SeenRequest[]
  close(): Promise<void>
}

const day = 24 * 60 * 60 * 1000
const inDays = (count: number) => new Date(Date.now() + count * day)

const body = (pem: string) => pem.replaceAll(/-----[^-]+-----|\s/g, '')

async function signingCertificate(
  faults: readonly SamlFault[],
  more: { readonly notAfter?: Date } = {},
): Promise<string> {
  const wishes = faults.includes('certificate-expired')
    ? { notBefore: inDays(-100), notAfter: inDays(-3) }
    : faults.includes('certificate-soon')
      ? { notAfter: inDays(12) }
      : { notAfter: inDays(900) }
  return body((await selfSigned({ hosts: ['sign-on.test'], ...wishes, ...more })).certificate)
}

async function metadataOf(base: string, faults: readonly SamlFault[]): Promise<string> {
  const entityID = `${base}/entity`
  if (faults.includes('no-idp-role')) {
    const binding = Constants.namespace.binding.post
    return ServiceProvider({
      entityID,
      assertionConsumerService: [{ Binding: binding, Location: `${base}/acs` }],
    }).getMetadata()
  }
  const metadata = IdentityProvider({
    entityID,
    signingCert: await signingCertificate(faults),
    nameIDFormat: [Constants.namespace.format.emailAddress],
    singleSignOnService: [
      { Binding: Constants.namespace.binding.redirect, Location: `${base}/sign-on` },
    ],
    singleLogoutService: [
      { Binding: Constants.namespace.binding.redirect, Location: `${base}/sign-off` },
    ],
  }).getMetadata()
  if (!faults.includes('doctype')) return metadata
  const doctype = '<!DOCTYPE EntityDescriptor [<!ENTITY name "value">]>'
  return metadata.replace(/^(<\?xml[^>]*\?>)?/, (declaration) => declaration + doctype)
}

/** A real SAML identity provider over TLS that publishes metadata with the given faults. */
export async function startSamlProvider(options: {
  readonly tls: KeyAndCertificate
  readonly faults?: readonly SamlFault[]
  readonly host?: string
}): Promise<SamlServer> {
  const { tls, faults = [], host = '127.0.0.1' } = options
  const server = await startSecureServer(tls)
  const base = `https://${host}:${server.port}`
  const metadata = await metadataOf(base, faults)
  /** What stands at the entity ID, too, once a further certificate is published. */
  let published: string | undefined
  server.handle((request, response) => {
    const isKnown = request.url === '/metadata' || (published && request.url === '/entity')
    if (!isKnown || faults.includes('not-found')) {
      response.writeHead(404).end()
    } else if (faults.includes('html')) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Sign in</p>')
    } else {
      const filler = faults.includes('large') ? ' '.repeat(1024 * 1024) : ''
      response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' })
      response.end((published ?? metadata) + filler)
    }
  })
  return {
    entityId: `${base}/entity`,
    address: `${base}/metadata`,
    metadata,
    async publishNext(wishes) {
      const next = await signingCertificate([], wishes)
      const [descriptor = ''] =
        /<([\w:]*)KeyDescriptor[\s\S]*?<\/\1KeyDescriptor>/.exec(metadata) ?? []
      const [, body = ''] = /X509Certificate>([^<]+)</.exec(descriptor) ?? []
      published = metadata.replace(descriptor, descriptor + descriptor.replace(body, next))
      return next
    },
    seen: server.seen,
    close: server.close,
  }
}
