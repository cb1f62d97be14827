import { knownFields, secretFields } from './fields'

const secretWords =
  /secret|passw|passphrase|pwd|token|credential|authorization|bearer|cookie|private/i
/** `key` as a word of its own, as in `api_key`, `apiKey` and `keys`; not as in `monkey`. */
const keyWord = /(?:^|[_.-])keys?(?:$|[_.-])/i
const keyAfterWord = /[a-z0-9]Keys?(?:$|[A-Z_])/
const authWord = /^(?:x[_-])?auth$/i

/** Whether a member is a secret by field or by the sound of an unknown name. A false match only hides the value. */
export function isSecretName(name: string): boolean {
  if (secretFields.has(name)) return true
  if (knownFields.has(name)) return false
  return [secretWords, keyWord, keyAfterWord, authWord].some((pattern) => pattern.test(name))
}

const authorityEnd = /[/?#\s@]|$/g

/** Whether an address in a text has a password, as in `https://user:password@host`; in one pass. */
function holdsPassword(text: string): boolean {
  for (let at = text.indexOf('://'); at !== -1; at = text.indexOf('://', at + 3)) {
    if (!/[a-z0-9+.-]/i.test(text.charAt(at - 1))) continue
    authorityEnd.lastIndex = at + 3
    const end = authorityEnd.exec(text)?.index ?? text.length
    // A password has at least one character.
    if (text[end] === '@' && text.slice(at + 3, end - 1).includes(':')) return true
  }
  return false
}

const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/

/** Whether a text is a secret by its form: an address with a password, or a private key. */
export function isSecretText(text: string): boolean {
  return holdsPassword(text) || privateKey.test(text)
}
