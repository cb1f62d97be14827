import { t } from '../../language/translate'
import { endOfPart, type Field } from './objects'
import type { LintedMapper, LintFix, MetadataPart, Rule } from './rule'
import { fieldFinding } from './rules-output'
import { computedName } from './rules-scim'
import { plainString, tokenAt, type Token } from './tokens'

const parts: readonly MetadataPart[] = ['metadata_public', 'metadata_admin']

/** The fields of a mapper's identity that set metadata, including conditional ones. */
export function metadataFields(
  mapper: LintedMapper,
): { readonly part: MetadataPart; readonly field: Field }[] {
  return (mapper.identity?.fields ?? []).flatMap((field) => {
    const name = nameOf(mapper, field)
    const part = parts.find((each) => each === name)
    return part && !field.hidden ? [{ part, field }] : []
  })
}

const nameOf = (mapper: LintedMapper, { name, from, value }: Field): string | undefined =>
  name ?? computedName(mapper, from, value)

/** Member names of a field whose whole value is an object literal; undefined where one of them is computed. */
export function literalMembers(mapper: LintedMapper, field: Field): string[] | undefined {
  const { objects, tokens } = mapper
  if (tokens[field.value]?.text !== '{') return undefined
  const literal = objects.find(({ open }) => open === field.value)
  if (literal?.close !== field.to - 1) return undefined
  const names = literal.fields.map((each) => nameOf(mapper, each))
  return names.every((name) => name !== undefined) ? names : undefined
}

/**
 * Metadata that replaces the existing object and drops members that the organization's SSO mappers write there.
 * Source: Ory's documentation, “SCIM”, “Preserving data with the `identity` variable”.
 */
export const lostMetadata: Rule = (mapper) => {
  const { ssoMetadata = [] } = mapper.situation
  if (ssoMetadata.length === 0) return []
  return metadataFields(mapper).flatMap(({ part, field }) => {
    const kept = keptMembers(mapper, field)
    if (kept === 'all') return []
    const lost = ssoMetadata.flatMap((written) => {
      const names = written.names.filter((name) => !kept.has(name))
      const isLost = written.part === part && (names.length > 0 || !written.complete)
      return isLost ? [{ ...written, names }] : []
    })
    if (lost.length === 0) return []
    const connections = [...new Set(lost.map(({ connection }) => connection))].join(', ')
    const names = [...new Set(lost.flatMap((each) => each.names))].join(', ')
    const message = lost.every(({ complete }) => complete)
      ? t('{part} loses {names}, written by {connections}', { part, names, connections })
      : t('{part} loses members written by {connections}', { part, connections })
    const fix = merged(mapper, part, field)
    return [
      fieldFinding(mapper, field, { rule: 'lost-metadata', severity: 'warning', message, fix }),
    ]
  })
}

/** Members that are set by name, or `all` where the value is made from the existing identity. */
function keptMembers(mapper: LintedMapper, field: Field): ReadonlySet<string> | 'all' {
  const literal = literalMembers(mapper, field)
  if (literal) return new Set(literal)
  const reached = reachedTokens(mapper.tokens, field)
  const isMerged = [...reached].some((at) => readsIdentity(mapper.tokens, at))
  if (isMerged) return 'all'
  const fields = mapper.objects.flatMap((object) => object.fields)
  const set = fields.filter(({ from }) => reached.has(from))
  return new Set(set.flatMap((each) => nameOf(mapper, each) ?? []))
}

const readsIdentity = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.text === 'extVar' && plainString(tokens[at + 2]) === 'identity'

/** Indexes of the tokens of a value and of the locals and functions that it uses. */
function reachedTokens(tokens: readonly Token[], { value, to }: Field): ReadonlySet<number> {
  const places = new Map<string, number[]>()
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'name') continue
    const known = places.get(text)
    if (known) known.push(at)
    else places.set(text, [at])
  }
  const reached = new Set<number>()
  const followed = new Set<string>()
  const ranges = [{ from: value, to }]
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    for (let at = range.from; at < range.to; at++) {
      reached.add(at)
      const { kind, text } = tokenAt(tokens, at)
      if (kind !== 'name' || followed.has(text)) continue
      followed.add(text)
      ranges.push(...bindings(tokens, places.get(text) ?? []))
    }
  }
  return reached
}

/** The values of `NAME = …` and `NAME(…) = …`. */
function bindings(tokens: readonly Token[], places: readonly number[]) {
  return places.flatMap((at) => {
    const isFunction = tokens[at + 1]?.text === '('
    const sign = isFunction ? endOfPart(tokens, at + 2, []) + 1 : at + 1
    if (tokens[sign]?.text !== '=') return []
    return [{ from: sign + 1, to: endOfPart(tokens, sign + 1, [';', ',']) }]
  })
}

/** Adds the existing metadata before the value, whose members win. */
function merged({ tokens }: LintedMapper, part: MetadataPart, { value, to }: Field): LintFix {
  const { start, text } = tokenAt(tokens, value)
  const { end } = tokenAt(tokens, to - 1)
  const before = `std.extVar('identity').${part} + `
  // `if` and `local` take all that follows; other operators may bind less tightly than `+`.
  const isPlain = text === '{' && endOfPart(tokens, value + 1, []) === to - 1
  const edits = isPlain
    ? [{ start, end: start, text: before }]
    : [
        { start, end: start, text: `${before}(` },
        { start: end, end, text: ')' },
      ]
  return { title: t('Keep the existing {part}', { part }), edits }
}
