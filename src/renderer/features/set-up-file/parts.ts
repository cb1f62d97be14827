import { entityLabel, type WorkingCopy } from '../../../core/draft/working-copy'
import { t } from '../../../core/language/translate'
import { filterWords, hasWords } from '../../../core/search/filter-words'
import { textListMember, textMember } from '../../../core/model/json'

export interface Part {
  readonly key: string
  readonly label: string
  readonly detail: string
  readonly connections: readonly string[]
}

const deleted = 'deleted'

/** What can be chosen for a file, in the order of the list of organizations. */
export function partsOf({ organizations, connections }: WorkingCopy): Part[] {
  const members = new Map<string, string[]>()
  for (const { target, fields, status } of connections) {
    if (status === deleted) continue
    const key = textMember(fields, 'organization_id') ?? ''
    members.set(key, [...(members.get(key) ?? []), target.key])
  }
  const known = new Set(organizations.map(({ target }) => target.key))
  const rest = [...members].flatMap(([key, own]) => (known.has(key) ? [] : own))
  const countText = (count: number) =>
    t('{count, plural, one {# connection} other {# connections}}', { count })
  const parts = organizations
    .filter(({ status }) => status !== deleted)
    .map(({ target, fields }): Part => {
      const own = members.get(target.key) ?? []
      const domains = textListMember(fields, 'domains').slice(0, 3).join(', ')
      const detail = [domains, countText(own.length)].filter(Boolean).join(' · ')
      return { key: target.key, label: entityLabel(fields, target), detail, connections: own }
    })
  if (rest.length === 0) return parts
  const social = { key: '', label: t('Without an organization'), detail: countText(rest.length) }
  return [...parts, { ...social, connections: rest }]
}

export function matchingParts(parts: readonly Part[], typed: string): Part[] {
  const words = filterWords(typed)
  return parts.filter(({ label, detail }) => {
    const text = `${label} ${detail}`.toLowerCase()
    return hasWords(text, words)
  })
}
