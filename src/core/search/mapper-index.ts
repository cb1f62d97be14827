import type { SearchMapper, SearchTarget } from './searchable'

interface MapperHit {
  readonly target: SearchTarget
  /** The line in parts; the odd one is what was typed. */
  readonly parts: readonly string[]
}

export interface MapperIndex {
  find(typed: string, most: number): readonly MapperHit[]
}

/** Less is in nearly every mapper. */
const shortest = 3
/** A longer line is shown around what was found. */
const longestLine = 100

/**
 * The texts of mappers made ready to be searched. In code letters must stand together, so it is looked for
 * what was typed as it stands, in either case.
 */
export function createMapperIndex(
  mappers: readonly SearchMapper[],
  textOf: (address: string) => string | undefined,
): MapperIndex {
  const byText = new Map<string, SearchTarget[]>()
  for (const { address, targets } of mappers) {
    const text = textOf(address)
    if (text === undefined) continue
    const users = byText.get(text)
    if (users) users.push(...targets)
    else byText.set(text, [...targets])
  }
  // Where small letters take other room than large ones, places would not be those of the text.
  const texts = [...byText].map(([text, targets]) => {
    const small = text.toLowerCase()
    return { text, small: small.length === text.length ? small : text, targets }
  })
  return {
    find(typed, most) {
      const words = typed.trim()
      if (words.length < shortest) return []
      const small = words.toLowerCase()
      const hits: MapperHit[] = []
      for (const each of texts) {
        const lower = each.small.indexOf(small)
        const at = lower >= 0 ? lower : each.text.indexOf(words)
        if (at < 0) continue
        const parts = lineAround(each.text, at, words.length)
        for (const target of each.targets) {
          if (hits.length >= most) return hits
          hits.push({ target, parts })
        }
      }
      return hits
    },
  }
}

/** The line of a hit before it, the hit, and the line after it. */
function lineAround(text: string, at: number, length: number): string[] {
  const end = at + length
  const lineEnd = text.indexOf('\n', end)
  const room = Math.max(0, longestLine - length)
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trimStart()
  const after = text.slice(end, lineEnd < 0 ? undefined : lineEnd).trimEnd()
  return [
    before.slice(-Math.ceil(room / 2)),
    text.slice(at, end).slice(0, longestLine),
    after.slice(0, Math.floor(room / 2)),
  ]
}
