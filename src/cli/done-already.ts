import { findCreatedOrganization } from '../core/draft/created-unanswered'
import { serverEntity } from '../core/draft/working-copy'
import { sameField } from '../core/intents/field-values'
import { intentOf, targetsOf, type EntityIntent, type Intents } from '../core/intents/intents'
import { isSecretReference } from '../core/intents/secret-places'
import { connectionKey } from '../core/model/connection'
import { textMember, type JsonObject, type JsonValue } from '../core/model/json'
import type { Snapshot } from '../core/model/snapshot'

const textOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : undefined)

/** Changes of a plan that the server has, and those that it lacks, by name; a new organization without its domains is in both. */
export interface PlanProgress {
  readonly done: readonly string[]
  readonly left: readonly string[]
  /** Whether `left` is only replaced secrets: no read shows which secret the server has. */
  readonly onlySecretsLeft: boolean
}

/** Compares a plan with the server's state. A replaced secret always counts as left. */
export function doneAlready(snapshot: Snapshot, intents: Intents): PlanProgress {
  /** Organizations of the server by the key that the plan has for them. */
  const made = new Map<string, string>()
  const wanted = (value: JsonValue | undefined) =>
    typeof value === 'string' ? (made.get(value) ?? value) : value

  function has(entity: JsonObject, { kind, fields }: EntityIntent, hasSecrets = false): boolean {
    return Object.entries(fields).every(([field, { to }]) => {
      if (isSecretReference(to)) return hasSecrets || kind === 'create'
      return sameField(field, field === 'organization_id' ? wanted(to) : to, entity[field])
    })
  }

  function isDone(kind: keyof Intents, key: string, intent: EntityIntent): boolean {
    if (intent.kind !== 'create') {
      const there = serverEntity(snapshot, { kind, key })
      return intent.kind === 'delete' ? !there : there !== undefined && has(there, intent)
    }
    if (kind === 'organization') {
      const one =
        snapshot.organizations.find((each) => has(each, intent)) ??
        findCreatedOrganization(key, intent, snapshot.organizations, new Set())
      const id = one && textMember(one, 'id')
      if (id !== undefined) made.set(key, id)
      return one !== undefined && has(one, intent)
    }
    const id = textOf(intent.fields[kind === 'connection' ? 'id' : 'client_id']?.to) ?? ''
    const name = kind === 'connection' ? connectionKey(intent.protocol ?? 'oidc', id) : id
    const there = serverEntity(snapshot, { kind, key: name })
    return there !== undefined && has(there, intent)
  }

  const done: string[] = []
  const left: string[] = []
  let onlySecretsLeft = true
  // Organizations come first: connections name them.
  for (const { kind, key } of targetsOf(intents)) {
    const intent = intentOf(intents, { kind, key })
    if (!intent) continue
    const label = textOf(intent.fields['label']?.to) ?? textMember(intent.seen ?? {}, 'label')
    const there = serverEntity(snapshot, { kind, key })
    const isHere = isDone(kind, key, intent)
    const name = label ?? (there && textMember(there, 'label')) ?? key
    if (isHere || made.has(key)) done.push(name)
    if (!isHere) left.push(name)
    if (!isHere) onlySecretsLeft &&= intent.kind === 'edit' && !!there && has(there, intent, true)
  }
  return { done, left, onlySecretsLeft }
}
