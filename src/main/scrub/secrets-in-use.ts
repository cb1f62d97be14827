import { decodingsOf, type DecodingBudget } from './decodings'
import { mappedText } from './mapped-text'
import { createFinder, type Finder } from './find-secrets'
import { answerPattern, hideMatches } from './hide-in-answers'
import { hidden } from '../../core/fields/hidden-text'
import { isJsonArray, isJsonObject, type JsonValue } from '../../core/model/json'

/** Keys and secrets of this session, which must not leave the main process. */
export interface SecretsInUse {
  /**
   * Adds secrets; `server` (`serverOf`) hides them in its answers, `undefined` in messages only.
   */
  add(server: string | undefined, ...secrets: readonly string[]): void
  /** Removes secrets in any usual encoding from a message; cuts very long texts. */
  scrub(text: string): string
  /** Scrubs all texts except member names; replaces the rest by `…` beyond a total length. */
  scrubJson(value: JsonValue): JsonValue
  /** Hides this server's secrets of 12+ characters: its answers may be written back. */
  hideIn(server: string, answer: unknown, exempt: ReadonlySet<string>): unknown
}

/** Base64 or JWT characters; shorter texts are words. */
const tokenShape = /^(?=.*\d|.{32})[\w.~+/=-]{20,4096}$/

/** Whether it can be a secret, so that servers can't have words hidden. */
export const isTokenShaped = (text: string): boolean => tokenShape.test(text)

/** Characters searched in a message. */
const longest = 16 * 1024
/** Characters searched in all texts of a JSON value. */
const longestValue = 4 * longest
/** Characters in all decodings of a text; ten times a usual page. */
const mostDecoded = 64 * longest
/** Characters searched in texts with more decodings than that. */
const longestTangled = longest / 8
/** Characters in all decodings of a JSON value. */
const mostDecodedInValue = 2 * mostDecoded
/** Characters dropped before a cut, which may start a secret. */
const margin = 400

/** Merged ranges of secrets; `undefined` if the budget is too small. */
function rangesIn(
  text: string,
  finder: Finder,
  budget: DecodingBudget,
): [number, number][] | undefined {
  const ranges: [number, number][] = []
  const decodings = decodingsOf(mappedText(text), finder.shortest, budget)
  if (budget.left <= 0) return undefined
  for (const decoded of decodings) {
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
  const byServer = new Map<string, Set<string>>()
  /** By server, for whole answers; deleted when a secret is added. */
  const patterns = new Map<string, RegExp | undefined>()

  function addTo(all: Set<string>, secrets: readonly string[]): boolean {
    const before = all.size
    for (const secret of secrets) if (secret !== '') all.add(secret)
    return all.size > before
  }

  /** `all`: budget of a whole value, besides the one per text. */
  function scrubWithin(text: string, all: DecodingBudget): string {
    if (known.size === 0) return text
    finder ??= createFinder(known)
    for (const most of [longest, longestTangled]) {
      const isCut = text.length > most
      const seen = isCut ? text.slice(0, most) : text
      const budget = { left: Math.min(mostDecoded, all.left) }
      const before = budget.left
      const ranges = rangesIn(seen, finder, budget)
      all.left -= before - budget.left
      if (!ranges) continue
      let [result, at] = ['', 0]
      for (const [start, end] of ranges) {
        result += seen.slice(at, start) + hidden
        at = end
      }
      result += seen.slice(at)
      return isCut ? `${result.slice(0, -margin)}…` : result
    }
    return '…'
  }

  function scrubJson(value: JsonValue): JsonValue {
    let left = longestValue
    const all = { left: mostDecodedInValue }
    function scrubItem(item: JsonValue): JsonValue {
      if (typeof item === 'string') {
        if (left <= 0 || all.left <= 0) return '…'
        left -= item.length
        return scrubWithin(item, all)
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
    add(server, ...secrets) {
      if (addTo(known, secrets)) finder = undefined
      if (server === undefined) return
      const own = byServer.get(server) ?? new Set()
      byServer.set(server, own)
      if (addTo(own, secrets)) patterns.delete(server)
    },
    scrub: (text) => scrubWithin(text, { left: Infinity }),
    scrubJson,
    hideIn(server, answer, exempt) {
      if (!patterns.has(server)) patterns.set(server, answerPattern(byServer.get(server) ?? []))
      const pattern = patterns.get(server)
      return pattern ? hideMatches(answer, pattern, hidden, exempt) : answer
    },
  }
}
