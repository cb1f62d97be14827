import { z } from 'zod'
import { listed } from '../language/listed'
import { t } from '../language/translate'
import { environments, type Environment } from '../model/project'
import { canBeLeftOut, substitutionKinds, type Substitution } from './substitution'

export const mostValues = 200
export const longestValue = 500
export const longestValueName = 80

const text = z.string().max(longestValue)

export const namedValueSchema = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(longestValueName),
  /** Kinds of fields to which it applies. */
  what: z.enum(substitutionKinds),
  /** Value per environment; absent or empty if it has none. */
  texts: z.object({
    production: text.optional(),
    staging: text.optional(),
    development: text.optional(),
  }),
  /** Overrides per project; `of` is a project ID, or a file's own identification. */
  projects: z.array(z.object({ of: z.string().min(1).max(200), text })).max(200),
})
export type NamedValue = z.infer<typeof namedValueSchema>

export const namedValuesSchema = z.array(namedValueSchema).max(mostValues)

export interface ValueSide {
  readonly name: string
  readonly environment?: Environment | undefined
}

/** A substitution derived from a named value. */
export type NamedRule = Substitution & { readonly name: string }

const ownOf = ({ projects }: NamedValue, { name }: ValueSide) =>
  projects.find(({ of }) => of === name)

/** The value on one side; empty if it has none. */
export function textOn(value: NamedValue, side: ValueSide): string {
  const inEnvironment = side.environment && value.texts[side.environment]
  return ownOf(value, side)?.text ?? inEnvironment ?? ''
}

/**
 * Substitutions from left to right, longest text first. For equal left texts, project overrides win over environments,
 * then the first value.
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

/** An environment or a project where two named values collide. */
export interface ValuePlace extends ValueSide {
  readonly label: string
}

/** A named value without an ID. */
export type NewValue = Omit<NamedValue, 'id'>

/** Warnings about values that share a text with another value or contain it. */
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
 * Merges a window's changes (from `before`) into a list that another window may have changed. Returns no list if both
 * changed the same value.
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

/** Substitutions of a project pair, as a team folder stores them. */
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

/** Sets the missing text of a side: in its environment if known and free, else for the project. */
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
  // A value left out in one environment is kept in the third.
  const others = to === '' ? environments.map((each) => [each, from]) : []
  const texts = { ...Object.fromEntries(others), [here]: from, [there]: to }
  return [{ ...empty, texts }, own]
}

/** Lists of named values that produce the rule, most general first. */
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
    // Of two values with the same text, the first wins.
    ...lists.flatMap((list) => newValues(taken, id).map((value) => [value, ...list])),
  ]
}

/**
 * Turns pair substitutions into named values so that each still holds between its projects. Pairs of two environments
 * set environment texts, others project texts.
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
      // Of two rules for the same text, only the first ever applied.
      if (!way || way.length > mostValues) return known
      done.push(taken)
      return way
    }, values)
}
