import {
  familyNames,
  givenNames,
  groupNames,
  inventHex,
  inventId,
  inventWord,
  likeCase,
  structureWords,
} from './invented-words'

export type WordRole = 'given' | 'family' | 'group' | 'plain'

const lists: Readonly<Record<WordRole, readonly string[]>> = {
  given: givenNames,
  family: familyNames,
  group: groupNames,
  plain: [],
}

const domains = ['example.com', 'example.org', 'example.net']
/** Domains of addresses that products generate; they reveal nothing about a person. */
const madeDomains = new Set(['privaterelay.appleid.com', 'users.noreply.github.com'])
/** Positions of a GUID's version and variant. */
const versionAt = 14
const variantAt = 19
/** After this many tries a value is used even if the payload contains it. */
const mostTries = 200

/**
 * Assigns invented values: the same one for equal values, never one from the payload, in an order that
 * only depends on where values first occur. Nothing is derived from a value itself, so that nobody can
 * test guesses of it.
 */
export class Inventor {
  readonly #taken: ReadonlySet<string>
  readonly #given = new Map<string, string>()
  readonly #used = new Set<string>()
  readonly #counters = new Map<string, number>()

  /** @param taken words of the payload in lower case, not to be used as invented values */
  constructor(taken: ReadonlySet<string>) {
    this.#taken = taken
  }

  /** One run of letters and digits. Names and groups come from lists, others keep their length. */
  word(token: string, role: WordRole): string {
    const key = token.toLowerCase()
    const known = this.#given.get(key)
    if (known !== undefined) return likeCase(known, token)
    if (role === 'plain' && structureWords.has(key)) return token
    if (/\p{N}/u.test(token)) return this.id(token)
    const listed = lists[role].find((word) => this.#isFree(word))
    const word =
      listed ??
      this.#draw(`word ${token.length}`, (index) => inventWord(wordLength(token, index), index))
    this.#remember(key, word)
    return likeCase(word, token)
  }

  /** An identifier or number with the same kinds of characters. */
  id(token: string): string {
    return this.#same(`id ${token}`, () => this.#draw('id', (index) => inventId(token, index)))
  }

  /** A GUID of the same version and variant. */
  guid(guid: string): string {
    const lower = guid.toLowerCase()
    const invented = this.#same(`guid ${lower}`, () =>
      this.#draw('guid', (index) => {
        const digits = inventHex(lower.length, index)
        return lower.replace(/[0-9a-f]/g, (digit, at: number) =>
          at === versionAt || at === variantAt ? digit : digits.charAt(at),
        )
      }),
    )
    return guid === lower ? invented : invented.toUpperCase()
  }

  /** An example domain for a host or a domain of e-mail addresses. */
  domain(domain: string): string {
    const lower = domain.toLowerCase()
    if (madeDomains.has(lower)) return domain
    return this.#same(`domain ${lower}`, () => {
      const listed = domains.find((name) => this.#isFree(name))
      return listed ?? `${this.#draw('domain', (index) => inventWord(6, index))}.example`
    })
  }

  /** Whether a domain has been replaced before. */
  knowsDomain(domain: string): boolean {
    return this.#given.has(`domain ${domain.toLowerCase()}`)
  }

  /** A fictitious phone number in the same format: 1 555 01xx, with more digits if needed. */
  phone(number: string): string {
    const digits = number.replace(/\D/g, '')
    const invented = this.#same(`phone ${digits}`, () =>
      this.#draw(`phone ${digits.length}`, (index) =>
        inDigitsOf(number, inventPhone(digits.length, index)),
      ),
    )
    return inDigitsOf(number, invented.replace(/\D/g, ''))
  }

  /** A year of four digits. */
  year(year: string): string {
    return this.#same(`year ${year}`, () =>
      this.#draw('year', (index) => String(1990 + (index % 20))),
    )
  }

  #same(key: string, make: () => string): string {
    const known = this.#given.get(key)
    if (known !== undefined) return known
    const made = make()
    this.#remember(key, made)
    return made
  }

  #draw(counter: string, make: (index: number) => string): string {
    let index = this.#counters.get(counter) ?? 0
    const last = index + mostTries
    let made = make(index)
    while (!this.#isFree(made) && index < last) {
      index += 1
      made = make(index)
    }
    this.#counters.set(counter, index + 1)
    return made
  }

  #isFree(value: string): boolean {
    const lower = value.toLowerCase()
    const parts = lower.split(/[^\p{L}\p{M}\p{N}]+/u).filter((part) => part.length > 3)
    const isTaken = (part: string) => this.#taken.has(part) && !structureWords.has(part)
    return !this.#used.has(lower) && !isTaken(lower) && !parts.some(isTaken)
  }

  #remember(key: string, value: string): void {
    this.#given.set(key, value)
    this.#used.add(value.toLowerCase())
  }
}

/** There are few words of one or two letters, so later ones are longer. */
function wordLength(token: string, index: number): number {
  return token.length > 2 || index < 20 ? token.length : 3
}

function inventPhone(length: number, index: number): string {
  const line = `155501${String(index % 100).padStart(2, '0')}`
  if (length <= 8) return line.slice(8 - length)
  return (
    line +
    String(Math.floor(index / 100))
      .padEnd(length - 8, '0')
      .slice(0, length - 8)
  )
}

/** Puts digits in the places of the digits of another text. */
function inDigitsOf(text: string, digits: string): string {
  let at = 0
  return text.replace(/\d/g, () => digits.charAt(at++))
}
