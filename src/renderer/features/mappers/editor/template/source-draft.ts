import { t } from '../../../../../core/language/translate'
import { failure, success, type Result } from '../../../../../core/errors/result'
import { claimType } from '../../../../../core/mapper/template/claim-types'
import { typeOfValue } from '../../../../../core/mapper/template/sources-for'
import type { TraitSource, TraitType } from '../../../../../core/mapper/template/template'
import { parseJson, type JsonValue } from '../../../../../core/model/json'

/** Source of a trait as entered; input for other kinds is kept. */
export interface SourceDraft {
  /** `none`: not mapped; `all`: the whole of `raw_claims`. */
  readonly kind: 'none' | 'all' | TraitSource['kind']
  /** Claim of `claim` and `local-part`. */
  readonly claim: string
  /** Path of a custom claim, as typed. */
  readonly path: string
  /** Fixed value, as typed. */
  readonly text: string
  /** The parsed fixed value, until it is edited. */
  readonly value?: JsonValue
  readonly parts: readonly string[]
  readonly separator: string
  readonly lowerCase: boolean
  /** Typed, though it may be offered. */
  readonly custom: boolean
}

const nothing: SourceDraft = {
  kind: 'none',
  claim: 'email',
  path: '',
  text: '',
  parts: ['given_name', 'family_name'],
  separator: ' ',
  lowerCase: false,
  custom: false,
}

export function draftOf(source: TraitSource | undefined): SourceDraft {
  if (!source) return nothing
  const lowerCase = 'lowerCase' in source && source.lowerCase === true
  const base = { ...nothing, kind: source.kind, lowerCase }
  switch (source.kind) {
    case 'claim':
      return { ...base, claim: source.name }
    case 'raw':
      return source.path.length === 0
        ? { ...base, kind: 'all' }
        : { ...base, path: pathText(source.path) }
    case 'fixed':
      return { ...base, text: fixedText(source.value), value: source.value }
    case 'joined':
      return { ...base, parts: source.parts, separator: source.separator }
    case 'local-part':
      return { ...base, claim: source.of }
  }
}

/** The entered source. @param type the trait's; without it JSON text becomes JSON @returns `undefined` if not mapped */
export function sourceOf(
  draft: SourceDraft,
  type: TraitType | undefined,
): Result<TraitSource | undefined, string> {
  const lower = draft.lowerCase ? { lowerCase: true } : {}
  switch (draft.kind) {
    case 'none':
      return success(undefined)
    case 'all':
      return success({ kind: 'raw', path: [] })
    case 'claim':
      return success({ kind: 'claim', name: draft.claim, ...lower })
    case 'raw': {
      const path = readPath(draft.path)
      if (path.ok) return success({ kind: 'raw', path: path.value, ...lower })
      return failure(draft.path.trim() === '' ? t('Enter the claim.') : path.error)
    }
    case 'fixed': {
      const value = draft.value === undefined ? readFixed(draft.text, type) : success(draft.value)
      return value.ok ? success({ kind: 'fixed', value: value.value }) : value
    }
    case 'joined': {
      const { parts, separator } = draft
      const wrong = parts.find((part) => !isTextClaim(part))
      if (wrong !== undefined) return failure(t('“{claim}” is not a text claim.', { claim: wrong }))
      if (parts.length === 0) return failure(t('Enter the claims to join.'))
      return success({ kind: 'joined', parts, separator, ...lower })
    }
    case 'local-part':
      return success({ kind: 'local-part', of: draft.claim, ...lower })
  }
}

/** Claims that can be joined, or cut at their `@`. */
export const isTextClaim = (name: string): boolean => claimType(name) === 'string'

const typeWords: Readonly<Record<Exclude<TraitType, 'string'>, string>> = {
  boolean: t('Write true or false.'),
  number: t('Write a number.'),
  array: t('Write a list in JSON, such as ["staff"].'),
}

function readFixed(text: string, type: TraitType | undefined): Result<JsonValue, string> {
  if (type === 'string') return success(text)
  const value = parsed(text.trim())
  if (type === undefined) {
    return text.trim() === ''
      ? failure(t('Write the value.'))
      : success(value === undefined ? text : value)
  }
  const fits = value !== undefined && typeOfValue(value) === type
  return fits ? success(value) : failure(typeWords[type])
}

const fixedText = (value: JsonValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value)

function parsed(text: string): JsonValue | undefined {
  try {
    return parseJson(text)
  } catch {
    // Not JSON: the caller treats the input as plain text.
    return undefined
  }
}

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
