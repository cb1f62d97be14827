import { knownFields, secretFields } from './fields'

const secretWords =
  /secret|passw|passphrase|pwd|token|credential|authorization|bearer|cookie|private/i
/** `key` as a word of its own, as in `api_key`, `apiKey` and `keys`; not as in `monkey`. */
const keyWord = /(?:^|[_.-])keys?(?:$|[_.-])/i
const keyAfterWord = /[a-z0-9]Keys?(?:$|[A-Z_])/
const authWord = /^(?:x[_-])?auth$/i

/**
 * Whether a member's name says that its value is a secret: a secret field of a form, or a name that is
 * in no table and sounds like one. A harmless one that sounds like it is only not shown.
 */
export function isSecretName(name: string): boolean {
  if (secretFields.has(name)) return true
  if (knownFields.has(name)) return false
  return [secretWords, keyWord, keyAfterWord, authWord].some((pattern) => pattern.test(name))
}

const addressWithPassword = /[a-z][a-z0-9+.-]*:\/\/[^/?#\s@]*:[^/?#\s@]+@/i
const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/

/** Whether a text is a secret by its form: an address with a password, or a private key. */
export function isSecretText(text: string): boolean {
  return addressWithPassword.test(text) || privateKey.test(text)
}
