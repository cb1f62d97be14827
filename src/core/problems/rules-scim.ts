import { t } from '../language/translate'
import { textMember } from '../model/json'
import { aScimClient } from './known-project'
import { rule, type Found } from './rule'

/** A SCIM client that no identity provider can provision people with, as its own fields tell. */
export const scimCannotWork = rule({
  id: 'scim-cannot-work',
  title: t('SCIM client cannot work'),
  badge: t('Cannot provision'),
  why: t(
    'What the identity provider sends to it is refused, so people are neither added nor removed.',
  ),
  remedy: t('Fill in what is missing, or give each SCIM client an ID of its own.'),
  inProject({ setUp: { scimClients = [] } }) {
    const seen = new Set<string>()
    return scimClients.flatMap((client): Found[] => {
      const id = textMember(client.fields, 'client_id') ?? ''
      const isRepeated = id !== '' && seen.has(id)
      seen.add(id)
      const faults: Pick<Found, 'field' | 'message'>[] = []
      if (isRepeated) {
        const message = t('A SCIM client before it has the same ID, so both have one address')
        faults.push({ field: 'client_id', message })
      } else if (id === '') {
        faults.push({ field: 'client_id', message: t('It has no client ID, so it has no address') })
      }
      if (!textMember(client.fields, 'mapper_url')) {
        const message = t('It has no mapper, so Ory cannot make identities of what it is sent')
        faults.push({ field: 'mapper_url', message })
      }
      if (!textMember(client.fields, 'organization_id')) {
        faults.push({ field: 'organization_id', message: t('It belongs to no organization') })
      }
      return faults.map((fault) => ({
        ...aScimClient(client),
        ...fault,
        severity: 'error',
        detail: fault.field ?? '',
      }))
    })
  },
})
