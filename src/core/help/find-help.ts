import { fuzzyFind, type FuzzyMatch } from '../search/fuzzy'
import { helpOf, type HelpId } from './help'
import { fieldsOfPage, helpPageNames, helpPages, type HelpPageName } from './pages'

export interface HelpEntry {
  readonly page: HelpPageName
  readonly field?: HelpId
  readonly title: string
  /** Further searchable text. */
  readonly text: string
}

/** Every page, and each field on its first page. */
export function helpEntries(): readonly HelpEntry[] {
  const seen = new Set<HelpId>()
  return helpPageNames.flatMap((page) => {
    const { title, about, steps, wrong } = helpPages[page]
    const fields = fieldsOfPage(page).flatMap((field): HelpEntry[] => {
      const help = helpOf(field)
      if (!help || seen.has(field)) return []
      seen.add(field)
      return [
        { page, field, title: help.label, text: [help.what, help.example, help.wrong].join(' ') },
      ]
    })
    return [{ page, title, text: [about, ...steps, ...wrong].join(' ') }, ...fields]
  })
}

/** Fuzzy title matches first, then entries with every word; at most `most`. */
export function findHelp(
  entries: readonly HelpEntry[],
  typed: string,
  most: number,
): readonly FuzzyMatch<HelpEntry>[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const byTitle = fuzzyFind(typed, entries, ({ title }) => [title])
  const found = new Set(byTitle.map(({ item }) => item))
  const byText = entries
    .filter((entry) => !found.has(entry))
    .filter(({ title, text }) => {
      const all = `${title} ${text}`.toLowerCase()
      return words.every((word) => all.includes(word))
    })
    .map((item) => ({ item, parts: [item.title] }))
  return [...byTitle, ...byText].slice(0, most)
}
