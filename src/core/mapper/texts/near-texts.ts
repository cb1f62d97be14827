import { isIdentifier, plainString, tokenize, type Token } from '../lint/tokens'

/** Another text that is nearly the same as one. */
export interface NearText {
  /** Its place in the list of texts. */
  readonly index: number
  /** They differ only in formatting and comments. */
  readonly same: boolean
}

/** So many near ones are named of a text. */
export const mostNear = 12

/**
 * The near ones of each text, the same ones first, at most `mostNear`. Two texts are near that differ only
 * in formatting, comments, texts, numbers and names of claims, as copies do that were made for another
 * customer. Each looks at `mostNear` others at most beside itself, however many copies there are.
 */
export function nearTexts(texts: readonly string[]): readonly (readonly NearText[])[] {
  const forms = texts.map(formsOf)
  const alike = groupedBy(forms.map(({ form }) => form))
  const equal = groupedBy(forms.map(({ whole }) => whole))
  return forms.map(({ form, whole }, own) => {
    const found: NearText[] = []
    const add = (indexes: readonly number[], same: boolean) => {
      for (const index of indexes) {
        if (found.length === mostNear) return
        if (index !== own && (same || forms[index]?.whole !== whole)) found.push({ index, same })
      }
    }
    add(equal.get(whole) ?? [], true)
    add(alike.get(form) ?? [], false)
    return found
  })
}

function groupedBy(keys: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [index, key] of keys.entries()) {
    const group = groups.get(key)
    if (group) group.push(index)
    else groups.set(key, [index])
  }
  return groups
}

interface Forms {
  /** The text without what a formatter may change: comments, white space, quotes, and a last comma. */
  readonly whole: string
  /** The same with every text, number and name after a dot left out. */
  readonly form: string
}

const closing = new Set(['}', ']', ')'])

/** Never fails: a text that is no Jsonnet has tokens too. */
function formsOf(text: string): Forms {
  const tokens = tokenize(text).filter(({ kind }) => kind !== 'comment')
  const words: string[] = []
  const forms: string[] = []
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]
    if (token.text === ',' && next && closing.has(next.text)) continue
    const field = fieldOf(token, next)
    words.push(field ?? wordOf(token))
    // A function of the standard library is what runs, and no name of a claim.
    const isClaim = tokens[index - 1]?.text === '.' && tokens[index - 2]?.text !== 'std'
    const isValue = isClaim || token.kind === 'number' || token.kind === 'string'
    forms.push(field ?? (isValue ? token.kind : token.text))
  }
  return { whole: words.join(' '), form: forms.join(' ') }
}

/** The name of a field in quotes that needs none. */
function fieldOf(token: Token, next: Token | undefined): string | undefined {
  const content = plainString(token)
  const isName = content !== undefined && isIdentifier(content) && !token.text.startsWith('@')
  return isName && next && /^:{1,3}$/.test(next.text) ? content : undefined
}

function wordOf(token: Token): string {
  const content = plainString(token)
  return content === undefined || token.text.startsWith('@') ? token.text : `"${content}"`
}
