import fc from 'fast-check'

const goEscapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
const upper = (text: string) => encodeURIComponent(text)
const html = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')

/** Encodings in which a server may quote a secret. */
export const secretForms: Readonly<Record<string, (secret: string) => string>> = {
  raw: (secret) => secret,
  'JSON-escaped': inJson,
  'JSON-escaped twice': (secret) => inJson(inJson(secret)),
  'JSON-escaped as Go does': (secret) => inJson(secret).replaceAll(/[<>&]/g, (c) => goEscapes[c]!),
  'JSON-escaped in ASCII': (secret) =>
    inJson(secret).replaceAll(
      /[^\0-\x7f]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  'URL-encoded': upper,
  'URL-encoded in lower case': (secret) =>
    upper(secret).replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  'as a form': (secret) => new URLSearchParams({ s: secret }).toString().slice(2),
  'URL-encoded twice': (secret) => upper(upper(secret)),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 of id and secret': (secret) => Buffer.from(`id:${secret}`).toString('base64'),
  'base64 of one more before it': (secret) => Buffer.from(`ids:${secret}:x`).toString('base64'),
  'base64url of two more before it': (secret) => Buffer.from(`i:${secret}xy`).toString('base64url'),
  'base64, URL-encoded': (secret) => upper(Buffer.from(`id:${secret}`).toString('base64')),
  'HTML-escaped': html,
  'HTML-escaped JSON': (secret) => html(inJson(secret)),
}

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ0189') },
  { weight: 3, arbitrary: fc.constantFrom(...'"\'\\%+&<>=/ \n\r\t;:{}~!$') },
  { weight: 1, arbitrary: fc.constantFrom('é', 'ß', '日', '😀', '\u2028', '\u00a0') },
)

/** Secrets of 8 to 80 characters with everything that encodings escape, and multi-line private keys. */
export const anySecret: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(character, { minLength: 8, maxLength: 80 })
    .map((chars) => chars.join(''))
    .filter((secret) => secret.trim().length >= 8),
  fc
    .array(fc.uint8Array({ minLength: 48, maxLength: 48 }), { minLength: 1, maxLength: 4 })
    .map((lines) => {
      const body = lines.map((line) => Buffer.from(line).toString('base64')).join('\n')
      return `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`
    }),
)

/**
 * Parts of eight characters of a secret that a text still contains, in any encoding; parts that every
 * private key has do not count.
 */
export function shownPieces(text: string, secret: string): string[] {
  const body = secret.replaceAll(/-----(?:BEGIN|END) PRIVATE KEY-----/g, '').trim()
  const lines = body.split('\n').filter((line) => line.length >= 8)
  return Object.entries(secretForms).flatMap(([name, form]) => {
    const whole = [secret, ...(lines.length > 1 ? lines : [])].map(form)
    return whole.filter((item) => text.includes(item)).map((item) => `${name}: ${item}`)
  })
}
