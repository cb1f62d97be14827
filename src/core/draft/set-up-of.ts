import { noIntents, type Intents, type Target } from '../intents/intents'
import { methodNode, type Protocol } from '../model/connection'
import { textMember } from '../model/json'
import { withoutFormerAcsUrls } from '../model/saml-connection'
import type { SetUp, SetUpOrganization } from '../model/set-up'
import type { Snapshot } from '../model/snapshot'
import {
  workingCopy,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from './working-copy'

const isThere = ({ status }: WorkingEntity) => status !== 'deleted'

/** As `compilePatch` sends it: the first new connection enables a method, deleting the last one disables it. */
function isEnabled(
  snapshot: Snapshot,
  protocol: Protocol,
  connections: readonly WorkingConnection[],
): boolean {
  const own = connections.filter((item) => item.protocol === protocol)
  if (own.some(({ status }) => status === 'new')) return true
  const isEmptied = own.length > 0 && !own.some(isThere)
  return !isEmptied && methodNode(snapshot, protocol)?.['enabled'] === true
}

/** Members that the app holds only in part. */
export function withheldOf(
  { cut, scim }: Pick<Snapshot, 'cut' | 'scim'>,
  { kind, key }: Target,
): Pick<SetUpOrganization, 'withheld'> {
  const withheld =
    kind === 'scim-client'
      ? scim?.cut?.[key]
      : cut?.[kind === 'organization' ? `organization ${key}` : key]
  return withheld ? { withheld } : {}
}

/** Which methods are enabled after a publish. */
export function methodsAfter(
  snapshot: Snapshot,
  { connections }: Pick<WorkingCopy, 'connections'>,
): SetUp['methods'] {
  return {
    oidc: { enabled: isEnabled(snapshot, 'oidc', connections) },
    saml: { enabled: isEnabled(snapshot, 'saml', connections) },
  }
}

/** Ory deletes an organization's SCIM clients with it. */
function clientsAfter(
  organizations: WorkingCopy['organizations'],
  clients: WorkingCopy['scimClients'],
): WorkingEntity[] {
  const gone = new Set(
    organizations.filter((item) => !isThere(item)).map(({ target }) => target.key),
  )
  return clients.filter(
    (client) => isThere(client) && !gone.has(textMember(client.fields, 'organization_id') ?? ''),
  )
}

/** A project's setup after a publish of `intents`; without any, the server's. */
export function setUpOf(snapshot: Snapshot, intents: Intents = noIntents): SetUp {
  const { organizations, connections, scimClients, methods } = workingCopy(snapshot, intents)
  const { id, name, slug, environment, hosts } = snapshot.summary
  return {
    project: { id, name, slug, environment, hosts },
    organizations: organizations.filter(isThere).map(({ target, fields }) => ({
      key: target.key,
      fields,
      ...withheldOf(snapshot, target),
    })),
    connections: connections.filter(isThere).map(({ target, protocol, fields, server }) => ({
      key: target.key,
      protocol,
      fields: withoutFormerAcsUrls(fields, server),
      ...withheldOf(snapshot, target),
    })),
    ...(snapshot.scim?.readAt !== undefined
      ? {
          scimClients: clientsAfter(organizations, scimClients).map(({ target, fields }) => ({
            key: target.key,
            fields,
            ...withheldOf(snapshot, target),
          })),
        }
      : {}),
    methods: methodsAfter(snapshot, { connections }),
    settings: methods[0]?.fields ?? {},
  }
}
