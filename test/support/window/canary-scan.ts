import { bytesOf, filesBelow } from '../texts/files'
import { secretForms } from '../texts/secret-forms'

/** The part of a text in base64 that does not depend on what stands around it, for each of the three places. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const bare = text.replaceAll('=', '')
    const touched = (before + bytes.length) % 3 === 0 ? 0 : 1
    return bare.slice(before === 0 ? 0 : before + 1, bare.length - touched)
  })
}

const inUrls = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_')

/** Every form in which a secret may stand somewhere, as bytes, by its name. */
function formsOf(secret: string): [name: string, bytes: Buffer][] {
  const quoted = Object.entries(secretForms)
    .filter(([name]) => !name.startsWith('base64'))
    .map(([name, form]): [string, string] => [name, form(secret)])
  const coded = inBase64(secret).flatMap((text): [string, string][] => [
    ['base64', text],
    ['base64url', inUrls(text)],
    ['base64, URL-encoded', encodeURIComponent(text)],
  ])
  const texts = [...quoted, ...coded, ['hexadecimal', Buffer.from(secret).toString('hex')] as const]
  const all = [
    ...texts.map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]),
    ['UTF-16', Buffer.from(secret, 'utf16le')] as [string, Buffer],
  ]
  // Most forms of a plain text are the same.
  return all.filter(([, bytes], at) => all.findIndex(([, other]) => other.equals(bytes)) === at)
}

/** Secrets by what they are, such as `API key`; of one with several lines each line counts. */
export type Planted = Readonly<Record<string, string>>

/** What to look for: names with bytes. A secret of several lines may be stored line by line. */
function wantedOf(planted: Planted): [name: string, bytes: Buffer][] {
  return Object.entries(planted).flatMap(([what, secret]) => {
    const lines = secret
      .split('\n')
      .filter((line) => line.length >= 16 && !line.startsWith('-----'))
    const parts = lines.length > 1 ? lines : [secret]
    return parts.flatMap((part) =>
      formsOf(part).map(([form, bytes]): [string, Buffer] => [`${what}, ${form}`, bytes]),
    )
  })
}

/** Looks for secrets. @returns where each was found and in which form, such as `main.log: API key, base64` */
export function createScan(planted: Planted) {
  const wanted = wantedOf(planted)

  function inBytes(where: string, bytes: Buffer): string[] {
    const found = wanted.filter(([, form]) => bytes.includes(form)).map(([name]) => name)
    return [...new Set(found)].map((name) => `${where}: ${name}`)
  }

  return {
    inText: (where: string, text: string) => inBytes(where, Buffer.from(text)),
    /** @param leaveOut parts of paths, such as that of the keychain */
    inFolder(folder: string, leaveOut: readonly string[] = []) {
      const files = filesBelow(folder).filter(
        (path) => !leaveOut.some((part) => path.includes(part)),
      )
      return {
        files: files.length,
        found: files.flatMap((path) => inBytes(path, bytesOf(path))),
      }
    },
  }
}
