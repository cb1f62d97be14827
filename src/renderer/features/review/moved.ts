import { connectionsOf } from '../../../core/model/connection'
import type { ConnectionStates } from '../../../core/model/connection-states'
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

/** A state of a project, with what is known of which of its connections are enabled. */
export interface KnownState {
  readonly snapshot: Snapshot
  readonly states?: ConnectionStates | undefined
}

/** Connections of both states that are disabled in one of them, as far as that is known. */
function switched(was: KnownState, is: KnownState): string[] {
  if (!was.states || !is.states) return []
  return connectionsOf(is.snapshot).flatMap(({ key, entry }) => {
    const [old, now] = [was.states?.[key], is.states?.[key]]
    if (old === undefined || now === undefined || old === now) return []
    return now === 'disabled'
      ? t('{name} was disabled', { name: name(entry) })
      : t('{name} was enabled', { name: name(entry) })
  })
}

/** What differs between two states of a project, for a person: at most `limit` of it, then a count. */
export function movedBetween(was: KnownState, is: KnownState, limit = 8): string[] {
  const { snapshot: before } = was
  const { snapshot: after } = is
  const old = entities(before)
  const now = entities(after)
  const words = switched(was, is)
  for (const [key, entry] of now) {
    const former = old.get(key)
    if (!former) words.push(t('{name} was added', { name: name(entry) }))
    else if (former !== entry && !sameJson(former, entry)) {
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
