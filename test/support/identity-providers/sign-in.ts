import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type AdapterConstructor } from 'oidc-provider'
// @ts-expect-error It has no types.
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'
import { signingKey } from './signing-key'

/** The provider warns about its own adapter at each start, but here it is intended. */
class Adapter extends MemoryAdapter {}

export const signInClient = { id: 'workbench', secret: 'canary-client-secret-4b1d' } as const

/** Who signs in: their claims, by the name that is typed. */
const people: Readonly<Record<string, Record<string, unknown>>> = {
  grace: {
    email: 'grace.hopper@customer.example',
    email_verified: true,
    given_name: 'Grace',
    family_name: 'Hopper',
    name: 'Grace Hopper',
  },
}

export interface SignInProvider {
  readonly issuer: string
  close(): Promise<void>
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

/** HTML put into the page of the sign-in, for what a page may try. */
export interface SignInOptions {
  readonly redirectUris: readonly string[]
  readonly inPage?: string
}

/** A real OIDC provider without TLS on this computer, where a person signs in by name on a page. */
export async function startSignInProvider(options: SignInOptions): Promise<SignInProvider> {
  const { redirectUris, inPage = '' } = options
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    adapter: Adapter as unknown as AdapterConstructor,
    jwks: { keys: [await signingKey()] as any },
    cookies: { keys: ['only for tests'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, ...people[id] }),
    }),
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc
      const grant = new ctx.oidc.provider.Grant({
        ...(client ? { clientId: client.clientId } : {}),
        ...(session?.accountId === undefined ? {} : { accountId: session.accountId }),
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
    clients: [
      {
        client_id: signInClient.id,
        client_secret: signInClient.secret,
        redirect_uris: [...redirectUris],
      },
    ],
  })
  const listener = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) {
      void listener(request, response)
      return
    }
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><title>https://bank.example — Safe</title><h1>Provider</h1><form method="post"><label>Name <input name="login"></label><button name="answer" value="yes">Sign in</button><button name="answer" value="no">Refuse</button></form>${inPage}`,
      )
      return
    }
    void formOf(request).then((form) =>
      provider.interactionFinished(
        request,
        response,
        form.get('answer') === 'yes'
          ? { login: { accountId: form.get('login') ?? '' } }
          : { error: 'access_denied', error_description: 'The user is not assigned' },
      ),
    )
  })
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
