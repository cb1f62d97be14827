import { t } from '../language/translate'
import { scimServerUrls } from '../links/scim-server'
import { textMember } from '../model/json'
import { changedPairs, type Pair } from '../model/pairs'
import type { SetUp, SetUpScimClient } from '../model/set-up'
import { scimClientLabel } from '../problems/known-project'
import { organizationKeyOf } from '../sign-in-ways/facts'
import { secretChange } from './identity-provider'
import type { ImpactLine } from './line'
import { organizationName } from './way-words'

export type ScimClientPair = Pair<SetUpScimClient>

/** Organizations only in the first state. */
function goneOrganizations(before: SetUp, after: SetUp): ReadonlySet<string> {
  const gone = changedPairs(before.organizations, after.organizations)
  return new Set(gone.flatMap(({ key, after: stays }) => (stays ? [] : [key])))
}

/** Changed SCIM clients, including those deleted with an organization; none if a state does not list them. */
export function changedScimClients(before: SetUp, after: SetUp): ScimClientPair[] {
  if (!before.scimClients || !after.scimClients) return []
  const gone = goneOrganizations(before, after)
  const left =
    gone.size === 0
      ? after.scimClients
      : after.scimClients.filter((client) => !gone.has(organizationKeyOf(client)))
  return changedPairs(before.scimClients, left)
}

/** Whether it accepts provisioning. */
const serves = (client: SetUpScimClient | undefined): client is SetUpScimClient =>
  client !== undefined && client.fields['state'] !== 'disabled'

/** SCIM server address in a state; empty without an ID. */
export const scimServerIn = ({ project }: SetUp, { fields }: SetUpScimClient): string =>
  scimServerUrls(project, textMember(fields, 'client_id') ?? '')[0] ?? ''

/** What the identity provider needs before an existing client works again. */
export function newForProvider(
  before: SetUp,
  after: SetUp,
  pair: Required<ScimClientPair>,
): { readonly url: boolean; readonly token: boolean } {
  return {
    url: scimServerIn(before, pair.before) !== scimServerIn(after, pair.after),
    token: secretChange(pair.before, pair.after) !== undefined,
  }
}

type OrganizationsByKey = ReadonlyMap<string, SetUp['organizations'][number]>

/** `Provisioning for Acme by Directory`. */
function provisioning(client: SetUpScimClient, organizations: OrganizationsByKey): string {
  const organization = organizations.get(organizationKeyOf(client))
  const name = scimClientLabel(client)
  return organization
    ? t('Provisioning for {organization} by {client}', {
        organization: organizationName(organization),
        client: name,
      })
    : t('Provisioning by {client}', { client: name })
}

function endWords(what: string, cause: 'deleted' | 'organization' | 'disabled'): string {
  switch (cause) {
    case 'deleted':
      return t(
        '{provisioning} stops: the SCIM client is deleted. New people are not added, and people who leave are no longer deactivated.',
        { provisioning: what },
      )
    case 'organization':
      return t(
        '{provisioning} stops: Ory deletes the SCIM client with its organization. People who leave are no longer deactivated.',
        { provisioning: what },
      )
    case 'disabled':
      return t(
        '{provisioning} stops while the SCIM client is disabled: new people are not added, and people who leave are not deactivated.',
        { provisioning: what },
      )
  }
}

function waitWords(what: string, { url, token }: ReturnType<typeof newForProvider>): string {
  const values = { provisioning: what }
  if (url && token) {
    return t(
      '{provisioning} stops until the identity provider has the new server URL and the new secret token.',
      values,
    )
  }
  return url
    ? t('{provisioning} stops until the identity provider has the new server URL.', values)
    : t('{provisioning} stops until the identity provider has the new secret token.', values)
}

/** The ID of a missing organization. */
function ownerName(client: SetUpScimClient, organizations: OrganizationsByKey): string {
  const key = organizationKeyOf(client)
  const organization = organizations.get(key)
  return organization ? organizationName(organization) : key
}

/**
 * Lines about provisioning that stops, waits, begins or moves, and about disabled clients deleted with their
 * organization. Mapper lines are like those of connections.
 */
export function createProvisioningLines(
  before: SetUp,
  after: SetUp,
): (pair: ScimClientPair) => ImpactLine[] {
  const was = new Map(before.organizations.map((item) => [item.key, item]))
  const is = new Map(after.organizations.map((item) => [item.key, item]))
  return ({ key, before: old, after: now }) => {
    const place = { kind: 'scim-client', key } as const
    const line = (
      of: SetUpScimClient,
      more: Pick<ImpactLine, 'id' | 'kind' | 'words'> & Partial<ImpactLine>,
    ): ImpactLine => ({ subject: scimClientLabel(of), place, ...more })
    if (!serves(now)) {
      const isGone =
        old !== undefined && was.has(organizationKeyOf(old)) && !is.has(organizationKeyOf(old))
      // Disabled clients provision nobody, but the draft does not list them as deleted.
      if (old && !serves(old) && isGone) {
        const words = t(
          'Ory deletes the disabled SCIM client {client} with its organization, {organization}.',
          { client: scimClientLabel(old), organization: ownerName(old, was) },
        )
        return [line(old, { id: `provisioning ${key}`, kind: 'scim-client-gone', words })]
      }
      if (!serves(old)) return []
      const cause = now ? 'disabled' : isGone ? 'organization' : 'deleted'
      const words = endWords(provisioning(old, was), cause)
      return [line(old, { id: `provisioning ${key}`, kind: 'provisioning-ends', words })]
    }
    const url = scimServerIn(after, now)
    const what = provisioning(now, is)
    if (!old) {
      const words = t(
        '{provisioning} begins once its server URL and its secret token are entered at the identity provider.',
        { provisioning: what },
      )
      const id = `provisioning ${key}`
      return [line(now, { id, kind: 'provisioning-new', words, ...(url ? { after: url } : {}) })]
    }
    if (!serves(old)) {
      const words = t('{provisioning} begins: what the identity provider sends is taken.', {
        provisioning: what,
      })
      return [line(now, { id: `provisioning ${key}`, kind: 'provisioning-begins', words })]
    }
    const lines: ImpactLine[] = []
    const toGive = newForProvider(before, after, { key, before: old, after: now })
    if (toGive.url || toGive.token) {
      const sides = toGive.url ? { before: scimServerIn(before, old), after: url } : {}
      const words = waitWords(what, toGive)
      lines.push(line(now, { id: `to give ${key}`, kind: 'provisioning-waits', words, ...sides }))
    }
    if (organizationKeyOf(old) !== organizationKeyOf(now)) {
      const from = ownerName(old, was)
      const to = ownerName(now, is)
      const words = t(
        '{client} adds and removes people of {to} from now on. People of {from} who leave are no longer deactivated by it.',
        { client: scimClientLabel(now), to, from },
      )
      const id = `provisioned ${key}`
      lines.push(line(now, { id, kind: 'provisioning-moved', words, before: from, after: to }))
    }
    return lines
  }
}
