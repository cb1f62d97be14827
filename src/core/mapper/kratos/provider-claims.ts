import { profiles, type ProfileTable } from './profiles'

/** How Kratos turns the data of a kind of provider into claims, before a mapper sees it. */
export interface ProviderClaims {
  /** Whether the whole payload is in `claims.raw_claims`. */
  readonly rawClaims: boolean
  /** The provider's own profile document and where each claim is in it; absent for OpenID claims. */
  readonly profile?: ProfileTable
  /** `updated_at` may also be a time as text, which Kratos turns into a number. */
  readonly timeAsText?: boolean
  /** The fixed issuer of the kind, which a connection cannot set. */
  readonly issuer?: string
  /** The issuer where the connection has no `issuer_url`. */
  readonly defaultIssuer?: string
  /** Names are case-sensitive: the source of the claims has decided which one is `email`. */
  readonly exactNames?: boolean
  /** The claims come from an ID token, which go-oidc checks first, or from a userinfo answer. */
  readonly token?: true
  /** The provider never sends `email_verified`, so requiring it drops every address. */
  readonly neverVerified?: boolean
}

const token: ProviderClaims = { rawClaims: true, token: true }
const userInfo: ProviderClaims = { rawClaims: false }

/** Kinds whose claims have the names of OpenID Connect. Source: Kratos' provider code. */
const openIdKinds: Readonly<Record<string, ProviderClaims>> = {
  generic: token,
  microsoft: { ...token, neverVerified: true },
  google: { ...token, issuer: 'https://accounts.google.com' },
  apple: { ...token, issuer: 'https://appleid.apple.com' },
  line: { ...token, issuer: 'https://access.line.me', neverVerified: true },
  // Discovery is below `/oauth`, but Kratos expects tokens from the address without it.
  linkedin_v2: { ...token, issuer: 'https://www.linkedin.com' },
  'fedcm-test': token,
  jackson: token,
  netid: { ...token, issuer: 'https://broker.netid.de/' },
  saml: { rawClaims: true, exactNames: true },
  auth0: { ...userInfo, timeAsText: true },
  salesforce: { ...userInfo, timeAsText: true, defaultIssuer: 'https://login.salesforce.com' },
  gitlab: { ...userInfo, defaultIssuer: 'https://gitlab.com' },
}

const withRaw = new Set(['uaepass'])
const neverVerifiedProfiles = new Set([
  'spotify',
  'linkedin',
  'amazon',
  'x',
  'patreon',
  'lark',
  'dingtalk',
  'vk',
  'yandex',
  'uaepass',
])

/** Every kind by its value in a connection, and `saml`. */
export const providerClaims: ReadonlyMap<string, ProviderClaims> = new Map([
  ...Object.entries(openIdKinds),
  ...Object.entries(profiles).map(([kind, profile]): [string, ProviderClaims] => [
    kind,
    {
      rawClaims: withRaw.has(kind),
      profile,
      ...(neverVerifiedProfiles.has(kind) ? { neverVerified: true } : {}),
    },
  ]),
])
