import { entityAt } from '../../core/draft/entity-index'
import type { WorkingCopy } from '../../core/draft/working-copy'
import type { Target } from '../../core/intents/intents'
import { hasMapper, keyOfTarget } from '../../core/mapper/owners/owners'
import { textMember } from '../../core/model/json'
import type { Problem } from '../../core/problems/problem'
import type { Place } from './place'

interface Shown {
  readonly copy: WorkingCopy
  readonly place: Place
}

export function showEntity({ copy, place }: Shown, { kind, key }: Target): void {
  const entity = entityAt(copy, { kind, key })
  const organization = textMember(entity?.fields ?? {}, 'organization_id') || undefined
  if (kind === 'organization') place.chooseOrganization(key)
  else if (kind === 'method') place.show({ name: 'main' })
  else if (kind === 'scim-client') place.chooseScimClient(key, organization)
  else place.chooseConnection(key, organization)
}

/** Shows a finding's entity, at its field, or its mapper. */
export function showFinding(at: Shown, { target, field }: Pick<Problem, 'target' | 'field'>): void {
  const found = target && (target.kind === 'organization' || entityAt(at.copy, target))
  showEntity(at, found && target ? target : { kind: 'method', key: '' })
  if (!found || !target || !hasMapper(target.kind)) return
  if (field === 'mapper_url') at.place.openMapper(keyOfTarget(target))
  else if (field !== undefined) at.place.goToField(field)
}

/** Whether the draft changes what a finding is about. */
export function isDrafted(
  copy: WorkingCopy,
  { target, field }: Pick<Problem, 'target' | 'field'>,
): boolean {
  if (!target || target.kind === 'method') return false
  const entity = entityAt(copy, target)
  if (!entity || entity.status === 'deleted') return true
  return field !== undefined && entity.edited.includes(field)
}
