import { t } from '../../language/translate'
import type { ClaimUse } from './claims'
import type { Field } from './objects'
import type { LintFix, LintedMapper, TextEdit } from './rule'
import { plainString, tokenAt, type Token } from './tokens'

/** The largest number of places that one fix may change; more would cost quadratic time. */
const mostPlaces = 200

/** Moves every use of a claim, and every test of it, into `raw_claims`. */
export function toRaw(mapper: LintedMapper, { name }: ClaimUse): LintFix | undefined {
  const tests = testsOf(mapper, name)
  return moved(mapper, name, {
    title: t('Read {name} from raw_claims', { name }),
    tests: tests.map(({ token, base }) => {
      const text = `(${rawTest(base.text, token.text)})`
      return { start: token.start, end: base.end, text }
    }),
    use: (use) => [insertRaw(mapper, use)],
    guarded: (use) => guardField(mapper, use, true)?.edits,
  })
}

/** Renames every use and test of a claim to the name that Ory has for it. */
export function rename(
  mapper: LintedMapper,
  { name }: ClaimUse,
  standard: string,
): LintFix | undefined {
  const renamed = (use: ClaimUse): TextEdit[] => {
    const { start, end } = tokenAt(mapper.tokens, use.to - 1)
    return [{ start, end, text: standard }]
  }
  return moved(mapper, name, {
    title: t('Read {name}', { name: standard }),
    tests: testsOf(mapper, name).map(({ token: { start, end } }) => {
      return { start, end, text: `'${standard}'` }
    }),
    use: renamed,
    guarded: (use) => {
      const guard = mapper.claims.guarded.has(standard)
        ? undefined
        : guardField(mapper, { ...use, name: standard }, false)
      return guard && [...guard.edits, ...renamed(use)]
    },
  })
}

interface Move {
  readonly title: string
  readonly tests: readonly TextEdit[]
  /** Edits of one use, and those that also make its field depend on the claim. */
  readonly use: (use: ClaimUse) => readonly TextEdit[]
  readonly guarded: (use: ClaimUse) => readonly TextEdit[] | undefined
}

function moved(
  mapper: LintedMapper,
  name: string,
  { title, tests, use, guarded }: Move,
): LintFix | undefined {
  const isTested = tests.length > 0
  // A default under the old name would not apply to the new one.
  if (!isTested && mapper.claims.guarded.has(name)) return undefined
  const uses = plainUses(mapper).get(name) ?? []
  if (tests.length + uses.length > mostPlaces) return undefined
  const edits = uses.flatMap((each) => (isTested ? undefined : guarded(each)) ?? use(each))
  return { title, edits: [...tests, ...edits] }
}

function insertRaw({ tokens }: LintedMapper, use: ClaimUse): TextEdit {
  const at = tokenAt(tokens, use.to - 1).start
  return { start: at, end: at, text: 'raw_claims.' }
}

/** Null counts as missing: `raw_claims` keeps what the standard claims omit. */
const rawTest = (base: string, quoted: string) =>
  `'raw_claims' in ${base} && std.get(${base}.raw_claims, ${quoted}) != null`

/** A test `'NAME' in claims`. */
interface ClaimTest {
  readonly token: Token
  readonly base: Token
}

const testsOf = (mapper: LintedMapper, name: string): readonly ClaimTest[] =>
  allTests(mapper).get(name) ?? []

const allTests = oncePerMapper(({ tokens, claims }) => {
  const tests = new Map<string, ClaimTest[]>()
  for (const [at, token] of tokens.entries()) {
    const [test, base] = [tokens[at + 1], tokens[at + 2]]
    const name = test?.text === 'in' ? plainString(token) : undefined
    if (name === undefined || !base || !claims.variables.has(base.text)) continue
    tests.set(name, [...(tests.get(name) ?? []), { token, base }])
  }
  return tests
})

/** Uses of claims outside `raw_claims`, by the claim's name. */
const plainUses = oncePerMapper(({ claims }) => {
  const uses = new Map<string, ClaimUse[]>()
  for (const use of claims.uses) {
    if (use.raw) continue
    const others = uses.get(use.name)
    if (others) others.push(use)
    else uses.set(use.name, [use])
  }
  return uses
})

/** Named fields by the index of the first token of their value. */
export const namedFields = oncePerMapper(({ objects }) => {
  const fields = new Map<number, Field>()
  for (const field of objects.flatMap((object) => object.fields)) {
    if (field.name !== undefined) fields.set(field.value, field)
  }
  return fields
})

/** Caches a result per mapper, since it is needed at every use of a claim, of which there are many. */
function oncePerMapper<Value>(make: (mapper: LintedMapper) => Value) {
  const known = new WeakMap<LintedMapper, Value>()
  return (mapper: LintedMapper): Value => {
    const value = known.get(mapper) ?? make(mapper)
    known.set(mapper, value)
    return value
  }
}

/** Turns `KEY: claims.NAME` into a field that exists only if the claim does. */
export function guardField(mapper: LintedMapper, use: ClaimUse, raw: boolean): LintFix | undefined {
  const { tokens, text } = mapper
  const field = namedFields(mapper).get(use.from)
  if (field?.name === undefined || field.to !== use.to) return undefined
  const key = tokenAt(tokens, field.from)
  const quoted = key.kind === 'string' ? key.text : `'${key.text}'`
  const test = raw ? rawTest(use.base, `'${use.name}'`) : `'${use.name}' in ${use.base}`
  const edits: TextEdit[] = [
    { start: key.start, end: key.end, text: `[if ${test} then ${quoted} else null]` },
  ]
  const value = text.slice(tokenAt(tokens, use.from).start, tokenAt(tokens, use.to - 1).end)
  if (raw && !use.raw && !value.includes('raw_claims')) edits.push(insertRaw(mapper, use))
  const names = { field: field.name, claim: use.name }
  return { title: t('Leave {field} out when {claim} is not sent', names), edits }
}

/** Adds a default for `email_verified` to `local claims = std.extVar('claims');`. */
export function addDefault({ tokens }: LintedMapper): LintFix | undefined {
  const at = tokens.findIndex(
    (token, i) =>
      token.text === '=' &&
      tokens[i + 1]?.text === 'std' &&
      tokens[i + 3]?.text === 'extVar' &&
      plainString(tokens[i + 5]) === 'claims',
  )
  const place = tokens[at + 1]?.start
  if (at < 0 || place === undefined) return undefined
  const edit = { start: place, end: place, text: '{ email_verified: false } + ' }
  return { title: t('Treat a missing email_verified as false'), edits: [edit] }
}
