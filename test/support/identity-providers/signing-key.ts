import { exportJWK, generateKeyPair, type JWK } from 'jose'

let made: Promise<JWK> | undefined

async function make(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: 'signing', use: 'sig', alg: 'RS256' }
}

/** The key that every provider of a test run signs with; making one takes a while. */
export const signingKey = (): Promise<JWK> => (made ??= make())
