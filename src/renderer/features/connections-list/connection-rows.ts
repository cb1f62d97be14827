import { changeId, problemCounts } from '../../../core/publish/change-id'
import { entitiesBy, organizationAt } from '../../../core/draft/entity-index'
import {
  entityLabel,
  idField,
  type EntityStatus,
  type WorkingConnection,
  type WorkingCopy,
  type WorkingEntity,
} from '../../../core/draft/working-copy'
import { ownerKey, scimOwners, type MapperOwner } from '../../../core/mapper/owners/owners'
import { kindOf } from '../../../core/search/filter-texts'
import { textMember } from '../../../core/model/json'
import type { WrittenProblem } from '../../../core/problems/problem'
import { t } from '../../../core/language/translate'

/** A connection, or a SCIM client where they are shown too; what it shows is worked out when it is drawn. */
export class ConnectionRow {
  readonly entity: MapperOwner
  readonly problems: number
  private readonly ownerOf: () => WorkingEntity | undefined

  constructor(entity: MapperOwner, ownerOf: () => WorkingEntity | undefined, problems: number) {
    this.entity = entity
    this.ownerOf = ownerOf
    this.problems = problems
  }

  /** `ownerKey`. */
  get key(): string {
    return ownerKey(this.entity)
  }

  get label(): string {
    return entityLabel(this.entity.fields, this.entity.target)
  }

  get id(): string {
    return textMember(this.entity.fields, idField(this.entity.target.kind)) ?? ''
  }

  /** Absent for one that belongs to no organization: social sign-in. */
  get organizationKey(): string | undefined {
    return organizationOf(this.entity) || undefined
  }

  get organization(): string {
    const { owner } = this
    if (owner) return entityLabel(owner.fields, owner.target)
    return this.organizationKey ? t('Unknown organization') : t('No organization')
  }

  /** "OIDC · Generic", "SAML" or "SCIM". */
  get kind(): string {
    return kindOf(this.entity)
  }

  get status(): EntityStatus {
    return this.entity.status
  }

  get edits(): number {
    return this.entity.edited.length
  }

  get ambiguous(): boolean {
    return this.entity.ambiguous
  }

  /** The organization that it belongs to, if the project has it. */
  get owner(): WorkingEntity | undefined {
    return this.ownerOf()
  }
}

const ofServers = new WeakMap<WorkingCopy, readonly ConnectionRow[]>()

const organizationOf = ({ fields }: Pick<WorkingConnection, 'fields'>) =>
  textMember(fields, 'organization_id') ?? ''
const byOrganization = entitiesBy('connections', (connection) => [organizationOf(connection)])

function serverRows(server: WorkingCopy): readonly ConnectionRow[] {
  const known = ofServers.get(server)
  if (known) return known
  const rows = server.connections.map((connection) => {
    const ownerOf = () => organizationAt(server, organizationOf(connection))
    return new ConnectionRow(connection, ownerOf, 0)
  })
  ofServers.set(server, rows)
  return rows
}

/** Rows that the draft touches; each is reused while what it shows is the same. */
const made = new WeakMap<MapperOwner, ConnectionRow>()

function rowOnce(
  connection: MapperOwner,
  organization: WorkingEntity | undefined,
  problems: number,
): ConnectionRow {
  const known = made.get(connection)
  if (known && known.owner === organization && known.problems === problems) return known
  const row = new ConnectionRow(connection, () => organization, problems)
  made.set(connection, row)
  return row
}

/**
 * The rows of the list, in the order of the working copy. Only those that the draft touches are built
 * again: with each key typed, all but one of thousands stay the same.
 */
export function connectionRows(
  copy: WorkingCopy,
  problems: readonly WrittenProblem[],
): readonly ConnectionRow[] {
  const stored = serverRows(copy.server)
  const { touched, connections, server } = copy
  if (touched.connections.length === 0 && touched.organizations.length === 0) return stored
  const counts = problemCounts(problems)
  const members = new Set(
    touched.organizations.flatMap(({ target }) => byOrganization(copy, target.key)),
  )
  return connections.map((connection, place) => {
    const row = stored[place]
    if (row && connection === server.connections[place] && !members.has(connection)) return row
    const organization = organizationAt(copy, organizationOf(connection))
    return rowOnce(connection, organization, counts.get(changeId(connection.target)) ?? 0)
  })
}

/** The rows of SCIM clients, in the order of the working copy; each is built again only where something of it changed. */
export function clientRows(
  copy: WorkingCopy,
  problems: readonly WrittenProblem[],
): readonly ConnectionRow[] {
  const counts = problemCounts(problems)
  return scimOwners(copy.scimClients).map((client) =>
    rowOnce(
      client,
      organizationAt(copy, organizationOf(client)),
      counts.get(changeId(client.target)) ?? 0,
    ),
  )
}
