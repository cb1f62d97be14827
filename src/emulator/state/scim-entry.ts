import { ApiError } from './errors'
import { checkChoices, checkTexts, isUuid, refuse, requireTexts } from './field-checks'
import { textOf, type JsonObject } from './json'
import { undocumentedEntryKeys } from './known-keys'

const texts = ['client_id', 'label', 'mapper_url', 'authorization_header_secret']

/** The keys of a SCIM client that the server stores: its row `id` and times are made for each revision. */
export const scimClientKeys: ReadonlySet<string> = new Set([
  ...texts,
  'organization_id',
  'state',
  'proxy_scim_server_url',
  ...undocumentedEntryKeys,
])

/** The rules for a SCIM client; for three of them, the server shows an error of its database. */
export function checkScimClient(
  entry: JsonObject,
  organizations: ReadonlySet<string>,
  where: string,
): void {
  checkTexts(entry, texts, where)
  const { organization_id: owner, proxy_scim_server_url: proxy } = entry
  if (proxy !== undefined && proxy !== null) checkTexts(entry, ['proxy_scim_server_url'], where)
  requireTexts(entry, ['client_id', 'label', 'mapper_url'], where)
  if (!/^[a-z0-9_-]+$/.test(textOf(entry['client_id'])))
    refuse(`${where}/client_id`, 'does not match pattern "^[a-z0-9_-]+$"')
  if (typeof owner !== 'string' || !isUuid(owner)) {
    const length = typeof owner === 'string' ? owner.length : 0
    refuse(`${where}/organization_id`, `uuid: incorrect UUID length ${length} in string`)
  }
  if (entry['state'] === undefined)
    throw new ApiError(500, 'pq: invalid input value for enum third_party_provider_state: ""')
  checkChoices(entry, { state: ['enabled', 'disabled'] }, where)
  if (!organizations.has(owner)) {
    throw new ApiError(
      500,
      'insert or update on table "project_revision_scim_clients" violates foreign key constraint ' +
        '"project_revision_scim_clients_organization_fkey"',
    )
  }
}
