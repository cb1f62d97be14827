import type { Protocol } from '../model/connection'
import { providerKind } from '../model/providers'

const verifiedOnly = `// Ory leaves out claims that are empty or false, so each one is tested before it is read.
local claims = { email_verified: false } + std.extVar('claims');

{
  identity: {
    traits: {
      // Only an address that the identity provider has verified is taken over.
      [if 'email' in claims && claims.email_verified then 'email' else null]: claims.email,
    },
  },
}
`

const trusted = `// No email_verified claim is sent here, so the address is taken as it comes.
// Ory does not check that the address lies in the organization's domains.
local claims = std.extVar('claims');

{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
    },
  },
}
`

/** A mapper that is safe to start from: it never fails on a missing claim. */
export function defaultMapper(protocol: Protocol, provider: string): string {
  if (protocol === 'saml') return trusted
  return providerKind(provider)?.email === 'trusted' ? trusted : verifiedOnly
}
