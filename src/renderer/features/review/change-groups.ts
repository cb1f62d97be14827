import type { Change } from '../../../core/publish/changes'
import { changeId } from '../../../core/publish/change-id'
import { isNewKey } from '../../../core/intents/intents'
import { organizationAt } from '../../../core/draft/entity-index'
import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { textMember } from '../../../core/model/json'
import { t } from '../../../core/language/translate'

export interface ChangeGroup {
  readonly key: string
  readonly title: string
  readonly changes: readonly Change[]
}

const others = { loose: 'connections', method: 'methods' } as const

/** By organization; then connections without one; then settings of all connections. */
export function changeGroups(copy: WorkingCopy, changes: readonly Change[]): ChangeGroup[] {
  const ownerOf = new Map(
    [...copy.touched.connections, ...copy.touched.scimClients].map(({ target, fields }) => [
      changeId(target),
      textMember(fields, 'organization_id') || undefined,
    ]),
  )
  const groupKey = ({ target, conflicts }: Change): string => {
    if (target.kind === 'organization') return `organization ${target.key}`
    if (target.kind === 'method') return others.method
    const vanished = conflicts.find((item) => item.kind === 'vanished')
    const owner =
      ownerOf.get(changeId(target)) ??
      (vanished?.kind === 'vanished' && vanished.seen
        ? textMember(vanished.seen, 'organization_id')
        : undefined)
    return owner ? `organization ${owner}` : others.loose
  }
  const groups = new Map<string, Change[]>()
  for (const change of changes) {
    const key = groupKey(change)
    const group = groups.get(key)
    if (group) group.push(change)
    else groups.set(key, [change])
  }

  const title = (key: string, own: Change | undefined): string => {
    if (key === others.loose) return t('Without an organization')
    if (key === others.method) return t('All connections')
    const id = key.slice('organization '.length)
    const organization = organizationAt(copy, id)
    const name = organization
      ? entityLabel(organization.fields, organization.target)
      : (own?.label ?? t('Organization {id}, which is gone', { id }))
    return isNewKey(id) ? t('{name} (new)', { name }) : name
  }
  const isOwn = ({ target }: Change) => target.kind === 'organization'
  const named = [...groups].map(([key, items]): ChangeGroup => {
    const own = items.find(isOwn)
    const rest = items.filter((item) => item !== own)
    return { key, title: title(key, own), changes: own ? [own, ...rest] : rest }
  })
  const rank = ({ key }: ChangeGroup) => (key === others.method ? 2 : key === others.loose ? 1 : 0)
  return named.toSorted((left, right) => rank(left) - rank(right))
}
