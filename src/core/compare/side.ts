import { connectionKey, type Protocol } from '../model/connection'
import type { JsonObject } from '../model/json'
import type { SetUp } from '../model/set-up'
import type { FileEntry, SetUpFile } from '../set-up-file/form'
import { t } from '../language/translate'

/** One side of a comparison. */
export interface ComparedSide {
  readonly setUp: SetUp
  /** Whether it is known which host serves the project: a file may not say. */
  readonly knowsProject: boolean
  /** Fields that a file, or the app, leaves out, by kind and key: of them nothing is known. */
  readonly withheld: ReadonlyMap<string, ReadonlySet<string>>
}

/** An organization or connection of one side, or what all connections of a method share. */
export interface SideEntity {
  readonly key: string
  readonly fields: JsonObject
  readonly protocol?: Protocol
}

export function sideOf(setUp: SetUp): ComparedSide {
  const withheld = new Map<string, ReadonlySet<string>>()
  for (const { key, cut } of setUp.organizations) {
    if (cut) withheld.set(`organization ${key}`, new Set(cut))
  }
  for (const { key, cut } of setUp.connections) {
    if (cut) withheld.set(`connection ${key}`, new Set(cut))
  }
  return { setUp, knowsProject: true, withheld }
}

const unknownProject: SetUp['project'] = {
  name: t('A file'),
  slug: '',
  environment: 'development',
  hosts: [],
}

/** A file as one side. */
export function fileSide(file: SetUpFile): ComparedSide {
  const withheld = new Map<string, ReadonlySet<string>>()
  const entity = (kind: string, key: string, entry: FileEntry) => {
    if (entry.withheld.length > 0) withheld.set(`${kind} ${key}`, new Set(entry.withheld))
    return { key, fields: { id: entry.id, ...entry.fields } }
  }
  const { oidc, saml } = file.methods
  return {
    setUp: {
      project: file.project ?? {
        ...unknownProject,
        ...(file.environment ? { environment: file.environment } : {}),
      },
      organizations: file.organizations.map((entry) => entity('organization', entry.id, entry)),
      connections: file.connections.map((entry) => ({
        ...entity('connection', connectionKey(entry.protocol, entry.id), entry),
        protocol: entry.protocol,
      })),
      methods: {
        oidc: { enabled: oidc.enabled ?? true },
        saml: { enabled: saml.enabled ?? true },
      },
      settings: oidc.settings,
    },
    knowsProject: file.project !== undefined,
    withheld,
  }
}
