import { isJsonArray, type JsonValue } from '../model/json'

/** Quoted HCL string with templates escaped. */
export function hclText(text: string): string {
  return JSON.stringify(text)
    .replace(/\$(?=\{)/g, '$$$$')
    .replace(/%(?=\{)/g, '%%')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
    .replace(/\\b/g, '\\u0008')
    .replace(/\\f/g, '\\u000c')
}

/** Text, list of texts or boolean. */
export function hclValue(value: JsonValue): string {
  if (typeof value === 'string') return hclText(value)
  if (isJsonArray(value)) return `[${value.map((item) => hclValue(item)).join(', ')}]`
  return JSON.stringify(value)
}

/** Aligns `=` like `terraform fmt`. */
export function hclArguments(
  members: readonly (readonly [string, string])[],
  indent: string,
): string[] {
  const width = Math.max(0, ...members.map(([name]) => name.length))
  return members.map(([name, value]) => `${indent}${name.padEnd(width)} = ${value}`)
}

/** Unique block names of letters, digits and underscores. */
export function blockNames(): (wanted: string, fallback: string) => string {
  const taken = new Set<string>()
  return (wanted, fallback) => {
    const plain = wanted
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60)
    const begins = /^[a-z]/.test(plain) ? plain : `${fallback}${plain === '' ? '' : `_${plain}`}`
    let name = begins
    for (let count = 2; taken.has(name); count += 1) name = `${begins}_${count}`
    taken.add(name)
    return name
  }
}
