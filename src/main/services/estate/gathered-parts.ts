import { yieldToEventLoop } from '../../concurrency/pauses'
import type { Gathered, GatheredParts } from './channel'

/** Uses and domains per part: a few milliseconds to parse. */
const mostInPart = 500

/** Splits items into JSON lists by weight. */
function jsonParts<Item>(items: readonly Item[], weightOf: (item: Item) => number): string[] {
  const parts: string[] = []
  let part: Item[] = []
  let weight = 0
  for (const item of items) {
    part.push(item)
    weight += 1 + weightOf(item)
    if (weight < mostInPart) continue
    parts.push(JSON.stringify(part))
    part = []
    weight = 0
  }
  return part.length > 0 ? [...parts, JSON.stringify(part)] : parts
}

export function inParts({ entries, places, ...rest }: Gathered): GatheredParts {
  return {
    ...rest,
    entries: jsonParts(entries, ({ uses, near }) => uses.length + near.length),
    places: jsonParts(places, ({ situations }) =>
      situations.reduce((sum, { domains = [] }) => sum + domains.length, 0),
    ),
  }
}

async function itemsOf<Item>(parts: readonly string[]): Promise<Item[]> {
  const items: Item[] = []
  for (const part of parts) {
    // Written by `inParts` of the same version.
    for (const item of JSON.parse(part) as Item[]) items.push(item)
    await yieldToEventLoop()
  }
  return items
}

export async function fromParts({ entries, places, ...rest }: GatheredParts): Promise<Gathered> {
  return { ...rest, entries: await itemsOf(entries), places: await itemsOf(places) }
}
