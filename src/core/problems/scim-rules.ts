import { entityLabel, type WorkingScimClient } from '../draft/working-copy'
import { isEmptyValue, requiresField } from '../fields/fields'
import { scimFields } from '../fields/scim-fields'
import { t } from '../language/translate'
import { textMember } from '../model/json'
import { isSecretReference } from '../intents/secret-places'
import { lintMapperUrl } from '../mapper/lint/url'
import { isHttpsUrl, mapperFindings } from './connection-rules'
import type { WrittenProblem } from './problem'

/** What Ory takes as the ID of a SCIM client: it stands in an address. */
const fitting = /^[a-z0-9_-]+$/

/**
 * What is wrong with a SCIM client that the draft makes or edits.
 *
 * @param about whether another one has its ID, and whether its organization is there
 */
export function scimProblems(
  { target, fields, status, edited }: WorkingScimClient,
  about: { readonly isRepeated: boolean; readonly hasOrganization: boolean },
): WrittenProblem[] {
  const found: WrittenProblem[] = []
  const name = entityLabel(fields, target)
  const add = (field: string, message: string) => {
    // What the server has is no fault of the draft.
    if (status !== 'new' && !edited.includes(field)) return
    found.push({ rule: 'value-refused', severity: 'error', message, field, target, name })
  }
  for (const field of scimFields) {
    const value = fields[field.name]
    const isText = typeof value === 'string' || (field.secret === true && isSecretReference(value))
    if (!isEmptyValue(value) && !isText) add(field.name, t('It has to be a text'))
    const isMissing = isEmptyValue(fields[field.name]) && requiresField(field, '')
    // Ory never shows the secret of one that it has.
    if (isMissing && !(field.secret && status !== 'new')) add(field.name, field.missing ?? '')
  }
  const id = textMember(fields, 'client_id') ?? ''
  if (id !== '' && !fitting.test(id)) {
    add(
      'client_id',
      t('Use the letters a to z, digits, hyphens and underscores only: it is part of a URL'),
    )
  } else if (about.isRepeated) {
    add('client_id', t('Another SCIM client has the ID “{id}”', { id }))
  }
  const organization = textMember(fields, 'organization_id') ?? ''
  if (organization !== '' && !about.hasOrganization) {
    add('organization_id', t('The organization does not exist or is deleted'))
  }
  const state = textMember(fields, 'state') ?? ''
  if (state !== '' && state !== 'enabled' && state !== 'disabled') {
    add('state', t('Ory knows “enabled” and “disabled” alone'))
  }
  const mapper = textMember(fields, 'mapper_url') ?? ''
  const [unfit] = mapperFindings(mapper)
  const why = unfit?.message ?? (mapper === '' ? undefined : lintMapperUrl(mapper)?.message)
  if (why !== undefined) add('mapper_url', why)
  const proxy = textMember(fields, 'proxy_scim_server_url') ?? ''
  if (proxy !== '' && !isHttpsUrl(proxy)) {
    add(
      'proxy_scim_server_url',
      t('Enter a whole https address, such as https://scim.customer.example'),
    )
  }
  return found
}

/**
 * Says at its field that Ory refused an ID as taken. A warning, since what has it may be gone by the next time.
 *
 * @param clients those that the draft makes or edits
 * @param id as Ory refused it
 */
export const refusedIdProblems = (
  clients: readonly WorkingScimClient[],
  id: string,
): WrittenProblem[] =>
  clients
    .filter(({ fields, status }) => status !== 'deleted' && fields['client_id'] === id)
    .map(({ target, fields }) => ({
      rule: 'value-doubtful',
      severity: 'warning',
      message: t('Ory refused this ID: a SCIM client that this project does not show has it'),
      field: 'client_id',
      target,
      name: entityLabel(fields, target),
    }))
