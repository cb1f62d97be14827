import { serverEntity } from '../core/draft/working-copy'
import { sameField } from '../core/intents/field-values'
import { intentOf, targetsOf, type EntityIntent, type Intents } from '../core/intents/intents'
import { isSecretReference } from '../core/intents/secret-places'
import { connectionKey } from '../core/model/connection'
import { textMember, type JsonObject, type JsonValue } from '../core/model/json'
import type { Snapshot } from '../core/model/snapshot'

const textOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : undefined)

/**
 * What of a plan the server has already, as after a publish of it. A secret that replaces another is never among it,
 * since nobody can see which of them is there.
 *
 * @returns names of the changes that are done, and how many others there are
 */
export function doneAlready(
  snapshot: Snapshot,
  intents: Intents,
): { readonly done: readonly string[]; readonly left: number } {
  /** Organizations of the server by the key that the plan has for them. */
  const made = new Map<string, string>()
  const wanted = (value: JsonValue | undefined) =>
    typeof value === 'string' ? (made.get(value) ?? value) : value

  function has(entity: JsonObject, { kind, fields }: EntityIntent): boolean {
    return Object.entries(fields).every(([field, { to }]) => {
      if (isSecretReference(to)) return kind === 'create'
      return sameField(field, field === 'organization_id' ? wanted(to) : to, entity[field])
    })
  }

  function isDone(kind: keyof Intents, key: string, intent: EntityIntent): boolean {
    if (intent.kind !== 'create') {
      const there = serverEntity(snapshot, { kind, key })
      return intent.kind === 'delete' ? !there : there !== undefined && has(there, intent)
    }
    if (kind === 'organization') {
      const one = snapshot.organizations.find((each) => has(each, intent))
      const id = one && textMember(one, 'id')
      if (id !== undefined) made.set(key, id)
      return id !== undefined
    }
    const id = textOf(intent.fields[kind === 'connection' ? 'id' : 'client_id']?.to) ?? ''
    const name = kind === 'connection' ? connectionKey(intent.protocol ?? 'oidc', id) : id
    const there = serverEntity(snapshot, { kind, key: name })
    return there !== undefined && has(there, intent)
  }

  const done: string[] = []
  let left = 0
  // Organizations come first: connections name them.
  for (const { kind, key } of targetsOf(intents)) {
    const intent = intentOf(intents, { kind, key })
    if (!intent) continue
    const label = textOf(intent.fields['label']?.to) ?? textMember(intent.seen ?? {}, 'label')
    const there = serverEntity(snapshot, { kind, key })
    if (isDone(kind, key, intent)) done.push(label ?? (there && textMember(there, 'label')) ?? key)
    else left += 1
  }
  return { done, left }
}
