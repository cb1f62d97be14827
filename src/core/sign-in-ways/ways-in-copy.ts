import { entitiesBy } from '../draft/entity-index'
import { methodsAfter } from '../draft/set-up-of'
import type { WorkingConnection, WorkingCopy, WorkingEntity } from '../draft/working-copy'
import type { SetUpConnection, SetUpOrganization } from '../model/set-up'
import type { Snapshot } from '../model/snapshot'
import { comparableDomain } from './email-domain'
import { accountOf, connectionState, domainsOf, organizationKeyOf, type WayFacts } from './facts'
import { waysBy, type WayOf } from './sign-in-ways'

const byDomain = entitiesBy('organizations', domainsOf)
const byAccount = entitiesBy('connections', (connection) => [accountOf(connection)])
const byOrganization = entitiesBy('connections', (connection) => [organizationKeyOf(connection)])

const isThere = ({ status }: WorkingEntity) => status !== 'deleted'

/** Organizations of a working copy that claim a domain, without those that the draft deletes. */
export const claimantsIn = (copy: WorkingCopy, domain: string): readonly WorkingEntity[] =>
  byDomain(copy, comparableDomain(domain)).filter(isThere)

const organizationIn = ({ target: { key }, fields }: WorkingEntity): SetUpOrganization => ({
  key,
  fields,
})

const connectionIn = ({
  target: { key },
  protocol,
  fields,
}: WorkingConnection): SetUpConnection => ({
  key,
  protocol,
  fields,
})

/** The facts of a working copy, of which only what a draft touches is looked up anew. */
function factsOfCopy(snapshot: Snapshot, copy: WorkingCopy): WayFacts {
  const methods = methodsAfter(snapshot, copy)
  const ofOrganization = (key: string) => byOrganization(copy, key).filter(isThere)
  return {
    claimants(domain) {
      const seen = new Set<string>()
      // A server may return an id twice.
      return claimantsIn(copy, domain)
        .map(organizationIn)
        .filter(({ key }) => !seen.has(key) && seen.add(key))
    },
    connectionsOf: (key) => ofOrganization(key).map(connectionIn),
    firstKey: (connection) => byAccount(copy, accountOf(connection)).find(isThere)?.target.key,
    isOn: (protocol) => methods[protocol].enabled,
    stateOf: connectionState,
  }
}

const made = new WeakMap<WorkingCopy, WayOf>()

/**
 * Says how people of a working copy would sign in once its draft is published: the same as `signInWays` of
 * its set-up, without walking all of thousands at every key.
 *
 * @param snapshot the state that the copy is of
 */
export function waysInCopy(snapshot: Snapshot, copy: WorkingCopy): WayOf {
  const known = made.get(copy)
  if (known) return known
  const wayOf = waysBy(factsOfCopy(snapshot, copy))
  made.set(copy, wayOf)
  return wayOf
}
