import { computed } from 'vue'
import { connectionAt, organizationAt, scimClientAt } from '../../core/draft/entity-index'
import type {
  WorkingConnection,
  WorkingEntity,
  WorkingScimClient,
} from '../../core/draft/working-copy'
import type { RowKeys } from '../project/chosen-rows'
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
