import { baseLength, defaultsBefore, givenVariables } from './claims'
import { plainString, type Token } from './tokens'

/** A step into a user: the name of an attribute, or a place in a list. */
export interface ScimStep {
  readonly name: string | number
  /** Index of the token after it. */
  readonly to: number
}

/** A place where a mapper reads an attribute: `scim.NAME`, `scim['NAME']`, and what follows of it. */
export interface ScimRead {
  /** The expression for the user: a variable's name or `std.extVar('scim')`. */
  readonly base: string
  /** Index of the first token and of the one after the last. */
  readonly from: number
  readonly to: number
  /** At least one, the first of which is a name. */
  readonly steps: readonly ScimStep[]
}

export interface ScimReads {
  readonly reads: readonly ScimRead[]
  /** Attributes that are tested or have a default anywhere, such as `name` and `name.givenName`. */
  readonly guarded: ReadonlySet<string>
  /** Lists whose length is asked for anywhere. */
  readonly counted: ReadonlySet<string>
}

/** The path of steps as one name: `emails.0.value`. */
export const pathOf = (steps: readonly Pick<ScimStep, 'name'>[]): string =>
  steps.map(({ name }) => name).join('.')

/** How a mapper uses the user that a SCIM client sent. The tokens must not include comments. */
export function findScimReads(tokens: readonly Token[]): ScimReads {
  const of = { given: 'scim', variables: givenVariables(tokens, 'scim') } as const
  const reads: ScimRead[] = []
  const guarded = new Set<string>()
  const counted = new Set<string>()
  for (let at = 0; at < tokens.length; at++) {
    const length = baseLength(tokens, at, of)
    if (length === 0) continue
    const steps = stepsAt(tokens, at + length)
    const to = steps.at(-1)?.to ?? at + length
    const base = tokens
      .slice(at, at + length)
      .map(({ text }) => text)
      .join('')
    if (steps.length > 0) reads.push({ base, from: at, to, steps })
    const inside = (name: string) => pathOf([...steps, { name }])
    const tested = testedName(tokens, at, to)
    if (tested !== undefined) guarded.add(inside(tested))
    if (tokens[at - 1]?.text === '+') {
      for (const key of defaultsBefore(tokens, at - 2)) guarded.add(inside(key))
    }
    const list = countedList(tokens, at, to)
    if (list !== undefined) counted.add(list === '' ? pathOf(steps) : inside(list))
  }
  return { reads, guarded, counted }
}

function stepsAt(tokens: readonly Token[], from: number): ScimStep[] {
  const steps: ScimStep[] = []
  for (let at = from; ; at = steps.at(-1)?.to ?? at) {
    const step = stepAt(tokens, at)
    // A place in the user itself is no attribute.
    if (!step || (steps.length === 0 && typeof step.name === 'number')) return steps
    steps.push(step)
  }
}

/** `.NAME`, `['NAME']` or `[0]`. */
function stepAt(tokens: readonly Token[], at: number): ScimStep | undefined {
  const [first, second, third] = tokens.slice(at, at + 3)
  if (first?.text === '.' && second?.kind === 'name') return { name: second.text, to: at + 2 }
  if (first?.text !== '[' || third?.text !== ']') return undefined
  const quoted = plainString(second)
  if (quoted !== undefined) return { name: quoted, to: at + 3 }
  return second?.kind === 'number' ? { name: Number(second.text), to: at + 3 } : undefined
}

/** `'NAME' in scim`, `std.objectHas(scim, 'NAME')`, `std.get(scim, 'NAME', …)`. */
function testedName(tokens: readonly Token[], from: number, to: number): string | undefined {
  if (tokens[from - 1]?.text === 'in') return plainString(tokens[from - 2])
  const isArgument = tokens[from - 1]?.text === '(' && tokens[to]?.text === ','
  return isArgument ? plainString(tokens[to + 1]) : undefined
}

/** `std.length(scim.emails)`: an empty text; `std.length(std.get(scim, 'emails', …))`: the name. */
function countedList(tokens: readonly Token[], from: number, to: number): string | undefined {
  if (tokens[from - 1]?.text !== '(') return undefined
  if (tokens[from - 2]?.text === 'length') return ''
  const texts = tokens.slice(Math.max(0, from - 7), from - 1).map(({ text }) => text)
  return texts.join(' ').endsWith('length ( std . get') ? plainString(tokens[to + 1]) : undefined
}
