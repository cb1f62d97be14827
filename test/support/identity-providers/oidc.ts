import Provider, { type AdapterConstructor } from 'oidc-provider'
// @ts-expect-error It has no types.
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'
import type { KeyAndCertificate } from './certificates'
import { startSecureServer, type SeenRequest } from './secure-server'
import { signingKey } from './signing-key'

/** Faults of a provider. */
export type OidcFault =
  | 'issuer-slash'
  | 'issuer-other-host'
  | 'http-endpoint'
  | 'pkce-plain'
  | 'pkce-absent'
  | 'no-email-scope'
  | 'keys-empty'
  | 'keys-unusable'
  | 'keys-html'
  | 'keys-large'
  | 'keys-slow'
  | 'keys-private'
  | 'clock-behind'
  | 'redirects-2'
  | 'redirects-3'
  | 'redirect-private'
  | 'redirect-http'
  | 'truncated'
  | 'not-found'
  | 'large'
  | 'slow'

export interface OidcServer {
  /** Without a slash at the end. */
  readonly issuer: string
  readonly port: number
  readonly seen: readonly SeenRequest[]
  close(): Promise<void>
}

export interface OidcOptions {
  readonly tls: KeyAndCertificate
  readonly faults?: readonly OidcFault[]
  /** Host name in the issuer. */
  readonly host?: string
}

/** A host that tests declare to be in a private network. */
export const privateHost = 'inside.test'

/** The provider warns about its own adapter at each start, but here it is intended. */
class Adapter extends MemoryAdapter {}

type Exchange = Parameters<Parameters<Provider['use']>[0]>[0]

const tooMuch = () => `{"filler":"${'x'.repeat(1024 * 1024)}"}`
const webPage = '<!doctype html><html><body>Sign in</body></html>'
/** Longer than any check; the server closes before. */
const forever = () => new Promise<void>((resolve) => setTimeout(resolve, 60_000).unref())

function spoilDocument(ctx: Exchange, has: (fault: OidcFault) => boolean, issuer: string): void {
  const document = ctx.body as Record<string, any>
  if (has('issuer-slash')) document['issuer'] = `${issuer}/`
  if (has('issuer-other-host')) document['issuer'] = 'https://elsewhere.test'
  if (has('http-endpoint')) {
    document['token_endpoint'] = document['token_endpoint'].replace('https:', 'http:')
  }
  if (has('pkce-plain')) document['code_challenge_methods_supported'] = ['plain']
  if (has('pkce-absent')) delete document['code_challenge_methods_supported']
  if (has('keys-private')) document['jwks_uri'] = `https://${privateHost}/jwks`
  if (has('truncated')) ctx.body = JSON.stringify(document).slice(0, 200)
  if (has('large')) ctx.body = tooMuch()
  if (has('truncated') || has('large')) ctx.type = 'application/json'
}

async function spoilKeys(ctx: Exchange, has: (fault: OidcFault) => boolean): Promise<void> {
  if (has('keys-empty')) ctx.body = { keys: [] }
  if (has('keys-unusable')) {
    const key = { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'x', n: 'AQAB' }
    ctx.body = { keys: [key, { ...key, n: undefined, e: 'AQAB' }] }
  }
  if (has('keys-html')) {
    ctx.body = webPage
    ctx.type = 'text/html'
  }
  if (has('keys-large')) {
    ctx.body = tooMuch()
    ctx.type = 'application/json'
  }
  if (has('keys-slow')) await forever()
}

/** Redirects a client as often as the fault says. @returns whether it did. */
function redirect(ctx: Exchange, has: (fault: OidcFault) => boolean): boolean {
  const rounds = has('redirects-3') ? 3 : has('redirects-2') ? 2 : 0
  const done = Number(ctx.query['round'] ?? 0)
  if (done < rounds) ctx.redirect(`${ctx.path}?round=${done + 1}`)
  else if (has('redirect-private')) ctx.redirect(`https://${privateHost}${ctx.path}`)
  else if (has('redirect-http')) ctx.redirect(`http://${ctx.host}${ctx.path}`)
  else return false
  return true
}

/** A real OIDC provider over TLS that has the given faults, and no others. */
export async function startOidcProvider(options: OidcOptions): Promise<OidcServer> {
  const { tls, faults = [], host = '127.0.0.1' } = options
  const has = (fault: OidcFault) => faults.includes(fault)
  const server = await startSecureServer(tls)
  const issuer = `https://${host}:${server.port}`
  const provider = new Provider(issuer, {
    adapter: Adapter as unknown as AdapterConstructor,
    jwks: { keys: [await signingKey()] as any },
    cookies: { keys: ['only for tests'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name'],
      ...(has('no-email-scope') ? {} : { email: ['email', 'email_verified'] }),
    },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    clients: [
      {
        client_id: 'workbench',
        client_secret: 'not a secret of anyone',
        redirect_uris: ['https://login.customer.example/callback'],
      },
    ],
  })
  provider.use(async (ctx, next) => {
    if (has('clock-behind')) ctx.set('Date', new Date(Date.now() - 600_000).toUTCString())
    const isDocument = ctx.path.endsWith('/.well-known/openid-configuration')
    if (isDocument && has('slow')) await forever()
    if (isDocument && has('not-found')) return
    if (isDocument && redirect(ctx, has)) return
    await next()
    if (ctx.status !== 200) return
    if (isDocument) spoilDocument(ctx, has, issuer)
    else if (ctx.oidc?.route === 'jwks') await spoilKeys(ctx, has)
  })
  const listener = provider.callback()
  server.handle((request, response) => void listener(request, response))
  return { issuer, port: server.port, seen: server.seen, close: server.close }
}
