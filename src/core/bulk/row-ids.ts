import type { WorkingCopy, WorkingEntity } from '../draft/working-copy'
import { isNewKey } from '../intents/intents'
import { textMember } from '../model/json'

function idOf({ target, fields }: WorkingEntity): string {
  if (target.kind !== 'organization') return textMember(fields, 'id') ?? ''
  return isNewKey(target.key) ? '' : target.key
}

/** The IDs of organizations and connections; of what only the draft has, there may be none yet. */
export function idsOfRows(copy: WorkingCopy, keys: readonly string[]): string[] {
  const wanted = new Set(keys)
  return [...copy.organizations, ...copy.connections].flatMap((entity) =>
    wanted.has(entity.target.key) ? idOf(entity) || [] : [],
  )
}
