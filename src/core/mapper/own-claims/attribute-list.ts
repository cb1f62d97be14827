/** A line with an attribute: `name = value`, `name: value`. */
interface Pair {
  readonly name: string
  readonly value: string
}

/** Attribute names of identity providers: words, URIs, a few with spaces. */
const attributeName = /^[\p{L}\p{N}_.:/#@-]{1,200}(?: [\p{L}\p{N}_.-]{1,40}){0,3}$/u
const bullet = /^[ \t]*(?:[-*•·][ \t]+)?/

/**
 * Attributes listed as text, with all their values; `undefined` where the text is not such a list. A
 * name without a value may have values on the indented lines below it.
 */
export function readAttributeList(text: string): Map<string, string[]> | undefined {
  const found = new Map<string, string[]>()
  let open: string[] | undefined
  let good = 0
  let strange = 0
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue
    const pair = pairIn(line)
    if (!pair) {
      const isValue = open !== undefined && /^[ \t]/.test(line)
      if (isValue) open?.push(cleaned(line.replace(bullet, '')))
      else strange += 1
      continue
    }
    good += 1
    const values = found.get(pair.name) ?? []
    found.set(pair.name, values)
    open = pair.value === '' ? values : undefined
    values.push(...valuesIn(pair.value))
  }
  return good > 0 && good > strange ? found : undefined
}

function pairIn(line: string): Pair | undefined {
  const bare = line.replace(bullet, '')
  const equals = bare.indexOf('=')
  const colon = /:(?=[ \t]|$)/.exec(bare)?.index ?? bareColon(bare)
  const at = Math.min(...[equals, colon].filter((position) => position > 0))
  if (!Number.isFinite(at)) return undefined
  const name = cleaned(bare.slice(0, at))
  if (!attributeName.test(name)) return undefined
  return { name, value: cleaned(bare.slice(at + 1)) }
}

/** `name:value` without a space, unless the colon belongs to an address or an OID. */
function bareColon(line: string): number {
  return /^["']?[\w.-]+["']?:(?!\/\/)/.test(line) && !/^(?:urn|https?):/.test(line)
    ? line.indexOf(':')
    : -1
}

/** Trimmed, without a trailing comma or semicolon, and without quotes. */
function cleaned(text: string): string {
  const bare = text.trim().replace(/[,;]$/, '').trim()
  return /^(["']).*\1$/.test(bare) && bare.length > 1 ? bare.slice(1, -1) : bare
}

/** `["a", "b"]` is a list of values, anything else is one value. */
function valuesIn(value: string): string[] {
  if (value === '') return []
  if (!value.startsWith('[') || !value.endsWith(']')) return [value]
  return value
    .slice(1, -1)
    .split(',')
    .map(cleaned)
    .filter((item) => item !== '')
}
