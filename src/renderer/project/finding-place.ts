import { connectionAt, organizationAt } from '../../core/draft/entity-index'
import type { WorkingCopy } from '../../core/draft/working-copy'
import { textMember } from '../../core/model/json'
import type { Problem } from '../../core/problems/problem'
import type { Place } from './place'

/** Shows where a finding stands: the organization, the connection at its field, or the mapper. */
export function showFinding(
  { copy, place }: { readonly copy: WorkingCopy; readonly place: Place },
  { target, field }: Pick<Problem, 'target' | 'field'>,
): void {
  const { kind, key } = target ?? { kind: 'method', key: '' }
  if (kind === 'organization') {
    place.chooseOrganization(key)
    return
  }
  const connection = kind === 'connection' ? connectionAt(copy, key) : undefined
  if (!connection) {
    place.show({ name: 'main' })
    return
  }
  const organization = textMember(connection.fields, 'organization_id') || undefined
  place.chooseConnection(key, organization)
  if (field === 'mapper_url') place.openMapper(key)
  else if (field !== undefined) place.goToField(field)
}

/** Whether the draft changes what a finding is about: it goes once that is published. */
export function isDrafted(
  copy: WorkingCopy,
  { target, field }: Pick<Problem, 'target' | 'field'>,
): boolean {
  const { kind, key } = target ?? { kind: 'method', key: '' }
  if (kind === 'method') return false
  const entity = (kind === 'connection' ? connectionAt : organizationAt)(copy, key)
  if (!entity || entity.status === 'deleted') return true
  return field !== undefined && entity.edited.includes(field)
}
