import { t } from '../../language/translate'
import type { Field, ObjectLiteral } from './objects'
import type { LintFix, LintedMapper, TextEdit } from './rule'
import { tokenAt, type Token } from './tokens'

/** How a field becomes null: always, if a condition without `else` is false, or in a branch. */
export interface NullValue {
  readonly always: boolean
  /** The edit that omits the field instead; absent where no simple edit can. */
  readonly fix?: LintFix
}

interface Conditional {
  readonly condition: readonly Token[]
  /** The tokens between `then` and `else`. */
  readonly kept: readonly Token[]
  readonly otherwise?: readonly Token[]
}

/** Whether a value is null judging by its tokens; `undefined` where it is not, or cannot be judged. */
export function nullValue(
  mapper: LintedMapper,
  object: ObjectLiteral,
  field: Field,
): NullValue | undefined {
  const value = mapper.tokens.slice(field.value, field.to)
  if (isNull(value)) {
    const edit = removal(mapper, field)
    return { always: true, fix: { title: titleOf(field), edits: [edit] } }
  }
  if (!mayBeNull(value)) return undefined
  const edits = conditionInKey(mapper, object, field, value)
  return { always: false, ...(edits ? { fix: { title: titleOf(field), edits } } : {}) }
}

const titleOf = ({ name }: Field) =>
  name === undefined ? t('Leave it out instead') : t('Leave {name} out instead', { name })

const isNull = (value: readonly Token[]) => value.length === 1 && value[0]?.text === 'null'

/** The longest chain of conditions that is examined, since the cost is quadratic. */
const longestChain = 20

function mayBeNull(value: readonly Token[]): boolean {
  let rest = value
  for (let link = 0; link < longestChain; link++) {
    const parts = conditionalOf(rest)
    if (!parts) return isNull(rest)
    if (!parts.otherwise || isNull(parts.kept)) return true
    rest = parts.otherwise
  }
  return false
}

const steps: Readonly<Record<string, number>> = {
  '{': 1,
  '[': 1,
  '(': 1,
  '}': -1,
  ']': -1,
  ')': -1,
}

/** The parts of `if … then … else …`; an `else` belongs to the nearest `if` without one. */
function conditionalOf(tokens: readonly Token[]): Conditional | undefined {
  if (tokens[0]?.text !== 'if') return undefined
  let depth = 0
  let inner = 0
  let then: number | undefined
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind === 'sign') depth += steps[text] ?? 0
    if (kind !== 'keyword' || depth !== 0 || at === 0) continue
    if (text === 'if') inner += 1
    else if (text === 'then' && then === undefined) {
      if (inner === 0) then = at
    } else if (text === 'else') {
      if (inner > 0) inner -= 1
      else if (then !== undefined) {
        const [condition, first] = [tokens.slice(1, then), tokens.slice(then + 1, at)]
        return { condition, kept: first, otherwise: tokens.slice(at + 1) }
      }
    }
  }
  return then === undefined
    ? undefined
    : { condition: tokens.slice(1, then), kept: tokens.slice(then + 1) }
}

/** Removes a field with one comma. */
function removal({ tokens, text }: LintedMapper, { from, to }: Field): TextEdit {
  const [before, first, last, after] = [
    tokens[from - 1],
    tokenAt(tokens, from),
    tokenAt(tokens, to - 1),
    tokens[to],
  ]
  if (after?.text === ',') {
    const blanks = /^[ \t]*/.exec(text.slice(after.end))?.[0].length ?? 0
    return { start: first.start, end: after.end + blanks, text: '' }
  }
  return { start: (before?.text === ',' ? before : first).start, end: last.end, text: '' }
}

const knownLocals = new WeakMap<ObjectLiteral, boolean>()

/** Whether an object, or one inside it, has a `local` of its own. */
function hasLocals(tokens: readonly Token[], object: ObjectLiteral): boolean {
  const known = knownLocals.get(object)
  if (known !== undefined) return known
  const own = tokens.slice(object.open, object.close)
  const has = own.some(({ text }, at) => text === 'local' && /^[{,]$/.test(own[at - 1]?.text ?? ''))
  knownLocals.set(object, has)
  return has
}

/** `KEY: if A then B` becomes `[if A then 'KEY' else null]: B`. */
function conditionInKey(
  { tokens, text }: LintedMapper,
  object: ObjectLiteral,
  field: Field,
  value: readonly Token[],
): TextEdit[] | undefined {
  const parts = conditionalOf(value)
  const key = tokens[field.from]
  if (!parts || !key || tokens[field.value - 1]?.text !== ':') return undefined
  const { condition, otherwise } = parts
  const isSimple = otherwise === undefined || isNull(otherwise)
  const isTurned = otherwise !== undefined && isNull(parts.kept) && !isNull(otherwise)
  const kept = isTurned ? otherwise : parts.kept
  if ((!isSimple && !isTurned) || kept.length === 0 || mayBeNull(kept)) return undefined
  // A computed name cannot refer to the object or its locals.
  if (condition.some(({ text: word }) => ['self', 'super', '$'].includes(word))) return undefined
  if (hasLocals(tokens, object)) return undefined
  const words = (part: readonly Token[]) => text.slice(part[0]?.start, part.at(-1)?.end)
  const test = isTurned ? `!(${words(condition)})` : words(condition)
  const name = key.kind === 'string' ? key.text : `'${key.text}'`
  return [
    { start: key.start, end: key.end, text: `[if ${test} then ${name} else null]` },
    { start: tokenAt(value, 0).start, end: tokenAt(kept, 0).start, text: '' },
    ...(isSimple && otherwise
      ? [
          {
            start: tokenAt(kept, kept.length - 1).end,
            end: tokenAt(otherwise, otherwise.length - 1).end,
            text: '',
          },
        ]
      : []),
  ]
}
