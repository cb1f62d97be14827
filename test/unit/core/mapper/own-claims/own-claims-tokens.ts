import { CompactEncrypt } from 'jose'

/** Base64url of a value's JSON. */
export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT whose signature is made up. */
export function jwt(claims: unknown, header = '{"alg":"RS256","typ":"JWT"}'): string {
  const start = Buffer.from(header).toString('base64url')
  return `${start}.${part(claims)}.c2lnbmF0dXJlLW9mLW5vYm9keQ`
}

/** The claims in an encrypted token. */
export function encrypt(claims: unknown): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(new Uint8Array(32))
}
