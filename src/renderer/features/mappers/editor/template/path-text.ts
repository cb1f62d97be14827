import { t } from '../../../../../core/language/translate'
import { failure, success, type Result } from '../../../../../core/errors/result'

/** An address is one name, including its dots: `https://example.com/roles`, `urn:oid:0.9.2342`. */
const address = /^[a-z][a-z\d+-]*:[^\s"]+$/i
const plain = /^[^\s.":]+$/u

/** Path as people type it: `realm_access.roles`. */
export function pathText(path: readonly string[]): string {
  const [only] = path
  if (path.length === 1 && only !== undefined && address.test(only)) return only
  return path.map((name) => (plain.test(name) ? name : JSON.stringify(name))).join('.')
}

/**
 * Parses what `pathText` writes: names separated by dots, quoted if they contain dots or spaces. @returns at least
 * one name
 */
export function readPath(text: string): Result<readonly string[], string> {
  const typed = text.trim()
  if (typed === '') return failure(t('A name is missing.'))
  if (address.test(typed)) return success([typed])
  const part = /\s*(?:("(?:[^"\\]|\\.)*")|([^\s."]+))\s*(\.|$)/y
  const names: string[] = []
  let goesOn = true
  while (goesOn) {
    const found = part.exec(typed)
    const name = found?.[1] === undefined ? found?.[2] : readQuoted(found[1])
    if (name === undefined) return failure(t('Write names separated by dots, such as name.first.'))
    names.push(name)
    goesOn = found?.[3] === '.'
  }
  return success(names)
}

function readQuoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : undefined
  } catch {
    // Not a JSON escape: the caller explains the syntax.
    return undefined
  }
}
