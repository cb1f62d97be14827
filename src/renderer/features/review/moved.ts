import { connectionsOf } from '../../../core/model/connection'
import { sameJson, textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'

function entities(snapshot: Snapshot): Map<string, JsonObject> {
  const organizations = snapshot.organizations.map(
    (entry) => [`Organization ${textMember(entry, 'id') ?? ''}`, entry] as const,
  )
  const connections = connectionsOf(snapshot).map(
    ({ key, entry }) => [`Connection ${key}`, entry] as const,
  )
  return new Map([...organizations, ...connections])
}

const name = (entry: JsonObject) =>
  textMember(entry, 'label') || textMember(entry, 'id') || 'unnamed'

/** What differs between two states of a project, for a person: at most `limit` of it, then a count. */
export function movedBetween(before: Snapshot, after: Snapshot, limit = 8): string[] {
  const old = entities(before)
  const now = entities(after)
  const words: string[] = []
  for (const [key, entry] of now) {
    const was = old.get(key)
    if (!was) words.push(`${name(entry)} was added`)
    else if (was !== entry && !sameJson(was, entry)) words.push(`${name(entry)} was changed`)
  }
  for (const [key, entry] of old) if (!now.has(key)) words.push(`${name(entry)} was deleted`)
  if (words.length === 0) return ['something other than organizations and connections']
  const more = words.length - limit
  return more > 0 ? [...words.slice(0, limit), `${more} more`] : words
}
