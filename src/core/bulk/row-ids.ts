import { idField, type WorkingCopy, type WorkingEntity } from '../draft/working-copy'
import { isNewKey } from '../intents/intents'
import { textMember } from '../model/json'

function idOf({ target, fields }: WorkingEntity): string {
  if (target.kind !== 'organization') return textMember(fields, idField(target.kind)) ?? ''
  return isNewKey(target.key) ? '' : target.key
}

/** IDs of organizations, connections and SCIM clients; unsaved ones may have none. */
export function idsOfRows(copy: WorkingCopy, keys: readonly string[]): string[] {
  const wanted = new Set(keys)
  return [...copy.organizations, ...copy.connections, ...copy.scimClients].flatMap((entity) =>
    wanted.has(entity.target.key) ? idOf(entity) || [] : [],
  )
}
