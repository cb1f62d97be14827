import type { ProjectId } from '../../core/model/project-id'
import type { RowKeys } from '../project/chosen-rows'
import type { SelectedRow } from '../stores/ui'
import { computed } from 'vue'
import { connectionAt, organizationAt, scimClientAt } from '../../core/draft/entity-index'
import type {
  WorkingConnection,
  WorkingEntity,
  WorkingScimClient,
} from '../../core/draft/working-copy'
import type { ProjectSession } from '../project/project-session'
import { useProject } from '../project/use-project'

/** The selected rows that still exist. */
export interface SelectedRows {
  readonly organizations: readonly WorkingEntity[]
  readonly connections: readonly WorkingConnection[]
  readonly scimClients: readonly WorkingScimClient[]
}

const present = <Entity>(found: Entity | undefined): Entity[] => (found ? [found] : [])

export const selectedKeys = ({ place }: ProjectSession): RowKeys => ({
  organizations: place.selectedKeys('organization'),
  connections: place.selectedKeys('connection'),
  ...(place.selection.kind === 'scim-client' ? { scimClients: [place.selection.key] } : {}),
})

/** @param keys default: the selection */
export function selectedRows(
  project: ProjectSession,
  keys: RowKeys = selectedKeys(project),
): SelectedRows {
  const { copy } = project
  return {
    organizations: keys.organizations.flatMap((key) => present(organizationAt(copy, key))),
    connections: keys.connections.flatMap((key) => present(connectionAt(copy, key))),
    scimClients: (keys.scimClients ?? []).flatMap((key) => present(scimClientAt(copy, key))),
  }
}

export function useSelectedRows() {
  const project = useProject()
  return computed(() => selectedRows(project))
}

export interface SelectedPart extends RowKeys {
  readonly projectId: ProjectId
  readonly keys: readonly string[]
}

export function partsOf(rows: readonly SelectedRow[]): SelectedPart[] {
  const byProject = new Map<ProjectId, SelectedRow[]>()
  for (const row of rows) {
    const own = byProject.get(row.projectId)
    if (own) own.push(row)
    else byProject.set(row.projectId, [row])
  }
  return [...byProject].map(([projectId, own]) => {
    const of = (kind: SelectedRow['kind']) =>
      own.flatMap((row) => (row.kind === kind ? [row.key] : []))
    return {
      projectId,
      keys: own.map(({ key }) => key),
      organizations: of('organization'),
      connections: of('connection'),
      scimClients: of('scim-client'),
    }
  })
}
