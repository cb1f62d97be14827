import type { Conflict, NamedChoice } from '../../src/core/draft/conflicts'
import type { JsonValue } from '../../src/core/model/json'

/** A thing as both sides hold it, to be changed in place. */
export type Fields = Record<string, JsonValue>

export type Kind = 'organization' | 'connection'

/** The lists without order that the two writers change, by kind. */
const setField = { organization: 'domains', connection: 'scope' } as const

/** What one writer wants of one thing, until it is published. */
interface Wish {
  kind: Kind
  create?: Fields
  delete?: true
  /** The state in which it was deleted, or that a later choice confirmed. */
  seen?: Fields
  /** Fields of one value, with the one that was there when it was decided. */
  fields: Record<string, { from: JsonValue | undefined; to: JsonValue }>
  add: Set<string>
  remove: Set<string>
}

/** What the server has, as the test reads it. */
export interface Held {
  readonly things: Record<string, { key: string; kind: Kind; fields: Fields }>
  /** The one thing that a creation made: by its id, or by its label where the server chooses ids. */
  find(kind: Kind, wanted: Fields): { key: string; fields: Fields } | undefined
}

const texts = (value: JsonValue | undefined) => (Array.isArray(value) ? value.map(String) : [])
const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
const sortedSet = (value: JsonValue | undefined) => texts(value).toSorted()

/**
 * What each of two writers did, as plain objects: the server with the other one's changes, and mine
 * that wait. It knows nothing of the app; it says what there has to be after each publish.
 */
export function createModel(server: Record<string, { kind: Kind; fields: Fields }>) {
  const wishes: Record<string, Wish> = {}
  const counts = { mine: 0, others: 0, conflicts: 0, agreed: 0 }

  const wishOf = (key: string, kind: Kind): Wish =>
    (wishes[key] ??= { kind, fields: {}, add: new Set(), remove: new Set() })

  /** A wish that changes nothing is none. */
  function tidy(key: string): void {
    const wish = wishes[key]
    if (!wish || wish.create || wish.delete) return
    if (Object.keys(wish.fields).length + wish.add.size + wish.remove.size === 0) {
      Reflect.deleteProperty(wishes, key)
    }
  }

  function merged(wish: Wish, value: JsonValue | undefined): string[] {
    const kept = texts(value).filter((item) => !wish.remove.has(item))
    return [...kept, ...[...wish.add].filter((item) => !kept.includes(item))]
  }

  /** What both came to alike is no wish any more. */
  function settle(key: string): void {
    const wish = wishes[key]
    const there = server[key]
    if (!wish || !there || wish.create || wish.delete) return
    for (const [field, { to }] of Object.entries(wish.fields)) {
      if (!same(there.fields[field], to)) continue
      Reflect.deleteProperty(wish.fields, field)
      counts.agreed += 1
    }
    const set = there.fields[setField[wish.kind]]
    if (same(sortedSet(set), merged(wish, set).toSorted())) {
      wish.add.clear()
      wish.remove.clear()
    }
    tidy(key)
  }

  /** What there will be of a thing once a wish of it is published; nothing where it is deleted. */
  function published(key: string, wish: Wish): Fields | undefined {
    if (wish.create) return wish.create
    if (wish.delete) return undefined
    const there = server[key]
    if (!there) throw new Error(`The model publishes ${key}, which is gone`)
    const fields = { ...there.fields }
    for (const [field, { to }] of Object.entries(wish.fields)) fields[field] = to
    if (wish.add.size + wish.remove.size > 0) {
      const field = setField[wish.kind]
      fields[field] = merged(wish, fields[field])
    }
    return fields
  }

  /** The decisions that only a person can make now, by the ids that the app gives them. */
  function conflicts(): string[] {
    for (const key of Object.keys(wishes)) settle(key)
    return Object.entries(wishes).flatMap(([key, wish]) => {
      const id = `${wish.kind} ${key}`
      if (wish.create) return []
      const there = server[key]
      if (!there) return [id]
      if (wish.delete) return comparable(wish.seen ?? {}) === comparable(there.fields) ? [] : [id]
      return Object.entries(wish.fields)
        .filter(([field, { from }]) => !same(there.fields[field], from))
        .map(([field]) => `${id} ${field}`)
    })
  }

  return {
    server,
    wishes,
    /** Keys of what the other writer made as I want it, since I last looked. */
    alike: new Set<string>(),
    counts,

    set(key: string, kind: Kind, field: string, to: JsonValue): void {
      counts.mine += 1
      const wish = wishOf(key, kind)
      if (wish.create) {
        wish.create[field] = to
        return
      }
      const from = wish.fields[field] ? wish.fields[field].from : server[key]?.fields[field]
      wish.fields[field] = { from, to }
    },

    /** @returns the list as I see it then. */
    changeSet(key: string, kind: Kind, add: string, remove: string | undefined): string[] {
      counts.mine += 1
      const wish = wishOf(key, kind)
      wish.add.add(add)
      if (remove !== undefined) {
        if (!wish.add.delete(remove)) wish.remove.add(remove)
      }
      if (wish.create) {
        wish.create[setField[kind]] = merged(wish, wish.create[setField[kind]])
        return texts(wish.create[setField[kind]])
      }
      return merged(wish, server[key]?.fields[setField[kind]])
    },

    create(key: string, kind: Kind, fields: Fields): void {
      counts.mine += 1
      wishOf(key, kind).create = fields
    },

    remove(key: string, kind: Kind): void {
      counts.mine += 1
      const seen = structuredClone(server[key]?.fields ?? {})
      wishes[key] = { kind, delete: true, seen, fields: {}, add: new Set(), remove: new Set() }
    },

    /** The other writer's change, at the moment at which the server has it. */
    other(key: string, change: (fields: Fields) => void): void {
      counts.others += 1
      const there = server[key]
      if (!there) throw new Error(`The other writer changes ${key}, which is gone`)
      change(there.fields)
    },

    otherCreates(key: string, kind: Kind, fields: Fields): void {
      counts.others += 1
      server[key] = { kind, fields: { ...fields } }
    },

    otherRemoves(key: string): void {
      counts.others += 1
      Reflect.deleteProperty(server, key)
      // Both deleted it: nothing is left to do.
      if (wishes[key]?.delete) Reflect.deleteProperty(wishes, key)
    },

    /**
     * My wishes that the server has now are no wishes any more.
     *
     * @param all whether the app says that it published them all
     * @param held what the server has
     */
    absorb(held: Held, all: boolean): void {
      const asked = new Set(conflicts())
      for (const [key, wish] of Object.entries(wishes)) {
        const there = wish.create ? held.find(wish.kind, wish.create) : held.things[key]
        const isOpen = [...asked].some((id) => id.startsWith(`${wish.kind} ${key}`))
        if (isOpen && !all) {
          const lost = wish.delete && server[key] && !there
          if (lost) throw new Error(`${key} was deleted although the other writer had changed it`)
          continue
        }
        if (isOpen) throw new Error(`Published without asking about ${key}`)
        const expected = published(key, wish)
        if (wish.create && there) {
          // What the server makes of a new thing is its own affair, but for what was asked for.
          const fields = { ...there.fields, ...wish.create }
          server[there.key] = { kind: wish.kind, fields }
        } else if (!expected && !there) {
          Reflect.deleteProperty(server, key)
        } else if (expected && there && comparable(expected) === comparable(there.fields)) {
          server[key] = { kind: wish.kind, fields: expected }
        } else if (all) {
          const what = `${JSON.stringify(expected)} / ${JSON.stringify(there)}`
          throw new Error(`Said to be published, and is not: ${key} ${what}`)
        } else {
          continue
        }
        Reflect.deleteProperty(wishes, key)
      }
    },

    conflicts,

    /** A person's choice. */
    choose(conflict: Conflict, choice: NamedChoice): void {
      counts.conflicts += 1
      const { key } = conflict.target
      const wish = wishes[key]
      if (!wish) throw new Error(`The app asks about ${conflict.id}, and nothing waits there`)
      if (conflict.kind === 'field') {
        const own = wish.fields[conflict.field]
        if (!own) throw new Error(`The app asks about ${conflict.id}, and nothing waits there`)
        if (choice === 'mine') own.from = server[key]?.fields[conflict.field]
        else Reflect.deleteProperty(wish.fields, conflict.field)
        tidy(key)
      } else if (choice === 'mine') {
        wish.seen = structuredClone(server[key]?.fields ?? {})
      } else {
        Reflect.deleteProperty(wishes, key)
      }
    },
  }
}

export type Model = ReturnType<typeof createModel>

/** A thing as both sides are compared: lists without order are sorted. */
export function comparable(fields: Fields): string {
  const members = Object.entries(fields)
    .map(([name, value]) =>
      name === 'domains' || name === 'scope' ? [name, sortedSet(value)] : [name, value],
    )
    .toSorted(([left], [right]) => (String(left) < String(right) ? -1 : 1))
  return JSON.stringify(Object.fromEntries(members as [string, JsonValue][]))
}
