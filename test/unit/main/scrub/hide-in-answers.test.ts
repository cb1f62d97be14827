import { describe, expect, it } from 'vitest'
import { secretFields } from '../../../../src/core/fields/fields'
import { hidden } from '../../../../src/core/fields/hidden-text'
import { createSecretsInUse } from '../../../../src/main/scrub/secrets-in-use'

const server = 'https://api.example'
const secret = 'Zb7~of the person/+&"42 ü'
const inUse = (...secrets: string[]) => {
  const found = createSecretsInUse()
  found.add(server, ...secrets)
  return found
}

describe('a secret in use is hidden in an answer', () => {
  const forms: Readonly<Record<string, string>> = {
    plain: secret,
    'in a longer text': `label ${secret} end`,
    'in an address': `https://x.example/?s=${encodeURIComponent(secret)}`,
    'as JSON in a text': JSON.stringify({ deep: secret }),
    'in base64': Buffer.from(`id:${secret}:x`).toString('base64'),
    'in base64 beside one character more': Buffer.from(`i:${secret}`).toString('base64'),
    'in base64 beside two': Buffer.from(`:${secret}`).toString('base64url'),
  }

  it.each(Object.entries(forms))('%s', (_form, text) => {
    const answer = { a: [{ b: text }, 1, null, true], c: 'x' }
    const clean = JSON.stringify(inUse(secret).hideIn(server, answer, new Set()))
    expect(clean).toContain(hidden)
    expect(clean).not.toContain(JSON.stringify(text).slice(1, -1))
    expect(clean).not.toContain(secret.slice(0, 12))
    expect(JSON.parse(clean)).toMatchObject({ a: [{}, 1, null, true], c: 'x' })
  })

  it('by each line of a key, and not by the lines around every key', () => {
    const [one, other] = ['MIGTAgEAMBMGByqGSM49', 'AgEGCCqGSM49AwEHBHkw']
    const key = `-----BEGIN PRIVATE KEY-----\n${one}\n${other}\n-----END PRIVATE KEY-----`
    const clean = inUse(key).hideIn(
      server,
      { note: `first ${one}`, about: '-----BEGIN PRIVATE KEY-----' },
      new Set(),
    )
    expect(clean).toEqual({ note: `first ${hidden}`, about: '-----BEGIN PRIVATE KEY-----' })
  })
})

describe('an answer stays as it is', () => {
  const secrets = inUse(secret, 'short', 'ory_wak_0123456789')

  it('where the secret is one of another server', () => {
    const answer = { label: secret }
    expect(secrets.hideIn('https://other.example', answer, new Set())).toBe(answer)
    expect(secrets.scrub(secret)).toBe(hidden)
  })

  it('where it holds none, to the very objects', () => {
    const answer = { a: [{ b: 'short words' }], client_secret: 'x' }
    expect(secrets.hideIn(server, answer, secretFields)).toBe(answer)
    expect(createSecretsInUse().hideIn(server, answer, secretFields)).toBe(answer)
  })

  it('in the members that hold a secret by right, and in all names', () => {
    const answer = { client_secret: secret, value: secret, [secret]: 1 }
    expect(secrets.hideIn(server, answer, secretFields)).toEqual({ ...answer, value: hidden })
    expect(secrets.hideIn(server, answer, new Set(['value']))).toEqual({
      ...answer,
      client_secret: hidden,
    })
  })

  it('under a name that changes a prototype', () => {
    const answer: unknown = JSON.parse(`{"__proto__":{"a":${JSON.stringify(secret)}}}`)
    const clean = secrets.hideIn(server, answer, new Set())
    expect(Object.getOwnPropertyNames(clean)).toEqual(['__proto__'])
    expect(JSON.stringify(clean)).toBe(`{"__proto__":{"a":"${hidden}"}}`)
  })
})
