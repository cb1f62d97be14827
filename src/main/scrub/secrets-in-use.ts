import { decodingsOf } from './decodings'
import { mappedText } from './mapped-text'
import { createFinder, type Finder } from './find-secrets'
import { isJsonArray, isJsonObject, type JsonValue } from '../../core/model/json'

/** The API keys and secrets that this session has met, which no text may carry out of the main process. */
export interface SecretsInUse {
  /** Takes note of what was read from the keychain or put there, typed, sent, or received as a secret. */
  add(...secrets: readonly string[]): void
  /**
   * A text for people, such as an error or a line of the log, without any of them in whatever form it
   * is written: as it is, escaped for JSON, URLs or HTML, or in base64. A very long one is cut.
   */
  scrub(text: string): string
  /**
   * The same for every text in a JSON value; names of members stay. After many long ones no more are
   * looked at, and `…` stands for each: a server must not keep the process busy with its words.
   */
  scrubJson(value: JsonValue): JsonValue
}

export const hidden = '[hidden]'

/** Characters that are looked at; nobody reads a longer message. */
const longest = 16 * 1024
/** Characters that are looked at in all texts of one JSON value. */
const longestValue = 4 * longest
/** Characters at a cut in which the beginning of a secret could stand that is too short to be known. */
const margin = 400

/** Where a text holds secrets, in one list without overlaps. */
function rangesIn(text: string, finder: Finder): [number, number][] {
  const ranges: [number, number][] = []
  for (const decoded of decodingsOf(mappedText(text), finder.shortest)) {
    for (const [start, end] of finder.find(decoded.text)) {
      ranges.push([decoded.from[start] ?? 0, decoded.to[end - 1] ?? text.length])
    }
  }
  const merged: [number, number][] = []
  for (const [start, end] of ranges.toSorted((left, right) => left[0] - right[0])) {
    const last = merged.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else merged.push([start, end])
  }
  return merged
}

export function createSecretsInUse(): SecretsInUse {
  const known = new Set<string>()
  let finder: Finder | undefined

  function scrub(text: string): string {
    if (known.size === 0) return text
    finder ??= createFinder(known)
    const isCut = text.length > longest
    const seen = isCut ? text.slice(0, longest) : text
    let [result, at] = ['', 0]
    for (const [start, end] of rangesIn(seen, finder)) {
      result += seen.slice(at, start) + hidden
      at = end
    }
    result += seen.slice(at)
    return isCut ? `${result.slice(0, -margin)}…` : result
  }

  function scrubJson(value: JsonValue): JsonValue {
    let left = longestValue
    function scrubItem(item: JsonValue): JsonValue {
      if (typeof item === 'string') {
        if (left <= 0) return '…'
        left -= item.length
        return scrub(item)
      }
      if (isJsonArray(item)) return item.map(scrubItem)
      if (!isJsonObject(item)) return item
      return Object.fromEntries(
        Object.entries(item).map(([name, inner]) => [name, scrubItem(inner)]),
      )
    }
    return scrubItem(value)
  }

  return {
    add(...secrets) {
      for (const secret of secrets) {
        if (secret === '' || known.has(secret)) continue
        known.add(secret)
        finder = undefined
      }
    },
    scrub,
    scrubJson,
  }
}
