import { connectionsOf } from '../../../core/model/connection'
import { sameJson, textMember, type JsonObject } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { t } from '../../../core/language/translate'

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
  textMember(entry, 'label') || textMember(entry, 'id') || t('unnamed')

/** What differs between two states of a project, for a person: at most `limit` of it, then a count. */
export function movedBetween(before: Snapshot, after: Snapshot, limit = 8): string[] {
  const old = entities(before)
  const now = entities(after)
  const words: string[] = []
  for (const [key, entry] of now) {
    const was = old.get(key)
    if (!was) words.push(t('{name} was added', { name: name(entry) }))
    else if (was !== entry && !sameJson(was, entry)) {
      words.push(t('{name} was changed', { name: name(entry) }))
    }
  }
  for (const [key, entry] of old) {
    if (!now.has(key)) words.push(t('{name} was deleted', { name: name(entry) }))
  }
  if (words.length === 0) return [t('something other than organizations and connections')]
  const more = words.length - limit
  return more > 0 ? [...words.slice(0, limit), t('{count} more', { count: more })] : words
}
