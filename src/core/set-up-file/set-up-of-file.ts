import { connectionKey } from '../model/connection'
import type { SetUp, SetUpOrganization } from '../model/set-up'
import type { FileEntry, SetUpFile } from './form'
import { t } from '../language/translate'

const entityOf = (
  key: string,
  { id, fields, withheld }: FileEntry,
  name = 'id',
): SetUpOrganization => ({
  key,
  fields: { [name]: id, ...fields },
  ...(withheld.length > 0 ? { withheld } : {}),
})

const made = new WeakMap<SetUpFile, SetUp>()

/** Setup of a file in any form, cached. `project` replaces a missing one. */
export function setUpOfFile(file: SetUpFile, project?: SetUp['project']): SetUp {
  if (project) return asSetUp(file, project)
  const unnamed = { name: t('File'), slug: '', environment: 'production', hosts: [] } as const
  const known = made.get(file) ?? asSetUp(file, unnamed)
  made.set(file, known)
  return known
}

function asSetUp(
  { project: named, environment, methods, organizations, connections, scimClients }: SetUpFile,
  project: SetUp['project'],
): SetUp {
  /** Other tools may omit methods implied by connections. */
  const isOn = (protocol: 'oidc' | 'saml') =>
    methods[protocol].enabled ?? connections.some((item) => item.protocol === protocol)
  return {
    project: named ?? { ...project, ...(environment ? { environment } : {}) },
    organizations: organizations.map((entry) => entityOf(entry.id, entry)),
    connections: connections.map((entry) => ({
      ...entityOf(connectionKey(entry.protocol, entry.id), entry),
      protocol: entry.protocol,
    })),
    ...(scimClients
      ? { scimClients: scimClients.map((entry) => entityOf(entry.id, entry, 'client_id')) }
      : {}),
    methods: { oidc: { enabled: isOn('oidc') }, saml: { enabled: isOn('saml') } },
    settings: methods.oidc.settings,
  }
}
