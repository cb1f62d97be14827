import { z } from 'zod'
import { listed } from '../language/listed'
import { t } from '../language/translate'
import { environments, type Environment } from '../model/project'
import { canBeLeftOut, substitutionKinds, type Substitution } from './substitution'

export const mostValues = 200
export const longestValue = 500
export const longestValueName = 80

const text = z.string().max(longestValue)

/** A value that each environment has of its own, such as the host of an identity provider. It is no secret. */
export const namedValueSchema = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(longestValueName),
  /** In which fields it stands. */
  what: z.enum(substitutionKinds),
  /** What it is in each environment; absent or empty where there is none. */
  texts: z.object({
    production: text.optional(),
    staging: text.optional(),
    development: text.optional(),
  }),
  /** Where a project has another one than its environment; `of` is its id, or what a file says of itself. */
  projects: z.array(z.object({ of: z.string().min(1).max(200), text })).max(200),
})
export type NamedValue = z.infer<typeof namedValueSchema>

export const namedValuesSchema = z.array(namedValueSchema).max(mostValues)

/** A side of a comparison: a project by its id or a file by what it says of itself, and its environment. */
export interface ValueSide {
  readonly name: string
  /** Absent where it is not known. */
  readonly environment?: Environment | undefined
}

/** A substitution that follows from a named value. */
export type NamedRule = Substitution & { readonly name: string }

const ownOf = ({ projects }: NamedValue, { name }: ValueSide) =>
  projects.find(({ of }) => of === name)

/** What a value is on one side; empty where it has none. */
export function textOn(value: NamedValue, side: ValueSide): string {
  const inEnvironment = side.environment && value.texts[side.environment]
  return ownOf(value, side)?.text ?? inEnvironment ?? ''
}

/**
 * The rules that make values of the left side those of the right one, longest text first. Where two values have the
 * same text on the left, that of the projects counts before that of their environments, then the first.
 */
export function rulesBetween(
  values: readonly NamedValue[],
  left: ValueSide,
  right: ValueSide,
): NamedRule[] {
  if (left.name === right.name) return []
  const rules = new Map<string, { readonly rule: NamedRule; readonly own: number }>()
  for (const value of values) {
    const { name, what } = value
    const [from, to] = [textOn(value, left), textOn(value, right)]
    if (from === '' || from === to || (to === '' && !canBeLeftOut(what))) continue
    const own = [left, right].filter((side) => ownOf(value, side)).length
    const key = `${what} ${from}`
    const before = rules.get(key)
    if (!before || own > before.own) rules.set(key, { rule: { name, what, from, to }, own })
  }
  return [...rules.values()]
    .map(({ rule }) => rule)
    .toSorted((one, other) => other.from.length - one.from.length)
}

/** Where two values meet: an environment, or a project with what it has of its own. */
export interface ValuePlace extends ValueSide {
  readonly label: string
}

/** A value that has no id yet. */
export type NewValue = Omit<NamedValue, 'id'>

/** What has to be known of a value beside the others, in words: the same text, or one within another. */
export function valueNotes(
  value: NamedValue,
  values: readonly NamedValue[],
  places: readonly ValuePlace[],
): string[] {
  const others = values.filter(({ id, what }) => id !== value.id && what === value.what)
  const isFirst = (other: NamedValue) => values.indexOf(value) < values.indexOf(other)
  return others.flatMap((other) => {
    const names = { name: value.name, other: other.name }
    const [same, within]: [string[], string[]] = [[], []]
    for (const place of places) {
      const [mine, theirs] = [textOn(value, place), textOn(other, place)]
      if (mine === '' || theirs === '') continue
      if (mine === theirs) same.push(place.label)
      else if (theirs.includes(mine)) within.push(place.label)
    }
    return [
      ...(same.length > 0
        ? [
            t('{places}: {other} has the same text. {first}, which comes first, is used', {
              ...names,
              places: listed(same),
              first: isFirst(other) ? value.name : other.name,
            }),
          ]
        : []),
      ...(within.length > 0
        ? [
            t('{places}: its text is part of that of {other}, which is replaced first', {
              ...names,
              places: listed(within),
            }),
          ]
        : []),
    ]
  })
}

/**
 * A list as it is after the changes that one window made to what it was shown, where another one may have changed it
 * since. A value that both changed is not decided here.
 *
 * @param before as it was shown
 */
export function mergedValues(
  before: readonly NamedValue[],
  mine: readonly NamedValue[],
  now: readonly NamedValue[],
): { readonly values: NamedValue[] } | { readonly both: string[] } {
  const textsOf = (values: readonly NamedValue[]) =>
    new Map(values.map((value) => [value.id, JSON.stringify(value)]))
  const [first, here, there] = [textsOf(before), textsOf(mine), textsOf(now)]
  const isHere = (id: string) => here.get(id) !== first.get(id)
  const isThere = (id: string) => there.get(id) !== first.get(id)
  const both = [...before, ...mine].filter(
    ({ id }) => isHere(id) && isThere(id) && here.get(id) !== there.get(id),
  )
  if (both.length > 0) return { both: [...new Set(both.map(({ name }) => name))] }
  const kept = now.filter(({ id }) => !isHere(id) || here.has(id))
  const own = new Map(mine.map((value) => [value.id, value]))
  const known = new Set(kept.map(({ id }) => id))
  return {
    values: [
      ...kept.map((value) => (isHere(value.id) ? (own.get(value.id) ?? value) : value)),
      ...mine.filter(({ id }) => !known.has(id) && isHere(id)),
    ],
  }
}

/** The substitutions of a pair of projects, as a team folder stores them. */
export interface PairRules {
  readonly left: ValueSide
  readonly right: ValueSide
  readonly forward: readonly Substitution[]
  readonly backward: readonly Substitution[]
}

interface Taken {
  readonly left: ValueSide
  readonly right: ValueSide
  readonly rule: Substitution
}

const holds = (values: readonly NamedValue[], { left, right, rule }: Taken): boolean =>
  rulesBetween(values, left, right).some(
    ({ what, from, to }) => what === rule.what && from === rule.from && to === rule.to,
  )

const replaced = (values: readonly NamedValue[], next: NamedValue) =>
  values.map((value) => (value.id === next.id ? next : value))

const ofProject = (value: NamedValue, side: ValueSide, own: string): NamedValue => ({
  ...value,
  projects: [...value.projects.filter(({ of }) => of !== side.name), { of: side.name, text: own }],
})

/** The same value with a text for a side that had none, in its environment where that is known and free. */
function withText(value: NamedValue, side: ValueSide, own: string): NamedValue {
  const { environment } = side
  if (environment === undefined || value.texts[environment]) return ofProject(value, side, own)
  return { ...value, texts: { ...value.texts, [environment]: own } }
}

function newValues({ left, right, rule }: Taken, id: string): NamedValue[] {
  const { what, from, to } = rule
  const empty = { id, name: (to || from).slice(0, longestValueName), what, texts: {}, projects: [] }
  const own = ofProject(ofProject(empty, left, from), right, to)
  const { environment: here } = left
  const { environment: there } = right
  if (here === undefined || there === undefined || here === there) return [own]
  // What was left out in one environment only stays in the third.
  const others = to === '' ? environments.map((each) => [each, from]) : []
  const texts = { ...Object.fromEntries(others), [here]: from, [there]: to }
  return [{ ...empty, texts }, own]
}

/** The lists in which a value makes the rule, those that say the most of environments first. */
function waysToTake(values: readonly NamedValue[], taken: Taken, id: string): NamedValue[][] {
  const { left, right, rule } = taken
  const same = values.filter(({ what }) => what === rule.what)
  const onLeft = same.filter((value) => textOn(value, left) === rule.from)
  const onRight = same.filter(
    (value) => rule.to !== '' && textOn(value, right) === rule.to && textOn(value, left) === '',
  )
  const pinned = (value: NamedValue) =>
    [left, right].reduce((next, side) => {
      const own = textOn(value, side)
      return own === '' ? next : ofProject(next, side, own)
    }, value)
  const lists = [values, values.map((value) => (same.includes(value) ? pinned(value) : value))]
  return [
    ...onLeft
      .filter((value) => textOn(value, right) === '' && rule.to !== '')
      .map((value) => replaced(values, withText(value, right, rule.to))),
    ...onRight.map((value) => replaced(values, withText(value, left, rule.from))),
    ...onLeft.map((value) => replaced(values, ofProject(value, right, rule.to))),
    ...lists.flatMap((list) => newValues(taken, id).map((value) => [...list, value])),
    // Of two with the same text the first counts.
    ...lists.flatMap((list) => newValues(taken, id).map((value) => [value, ...list])),
  ]
}

/**
 * Values that say what rules of pairs of projects said: each rule still holds between its two projects afterwards. A
 * pair of two environments makes texts of the environments, and else of the projects.
 */
export function withPairRules(
  values: readonly NamedValue[],
  pairs: readonly PairRules[],
  newId: () => string,
): readonly NamedValue[] {
  const done: Taken[] = []
  return pairs
    .flatMap(({ left, right, forward, backward }): Taken[] => [
      ...forward.map((rule) => ({ left, right, rule })),
      ...backward.map((rule) => ({ left: right, right: left, rule })),
    ])
    .reduce<readonly NamedValue[]>((known, taken) => {
      const ways = holds(known, taken) ? [known] : waysToTake(known, taken, newId())
      const way = ways.find((next) => [...done, taken].every((each) => holds(next, each)))
      // Of two rules of one pair for the same text only the first ever did anything.
      if (!way || way.length > mostValues) return known
      done.push(taken)
      return way
    }, values)
}
