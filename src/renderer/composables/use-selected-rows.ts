import { computed } from 'vue'
import { connectionAt, organizationAt } from '../../core/draft/entity-index'
import type { WorkingConnection, WorkingEntity } from '../../core/draft/working-copy'
import type { ProjectSession } from '../project/project-session'
import { useProject } from '../project/use-project'

/** The selected rows that are still there, of the list in which they are selected. */
export interface SelectedRows {
  readonly organizations: readonly WorkingEntity[]
  readonly connections: readonly WorkingConnection[]
}

const present = <Entity>(found: Entity | undefined): Entity[] => (found ? [found] : [])

export function selectedRows({ place, copy }: ProjectSession): SelectedRows {
  const of = <Entity>(
    kind: 'organization' | 'connection',
    find: (key: string) => Entity | undefined,
  ) => place.selectedKeys(kind).flatMap((key) => present(find(key)))
  return {
    organizations: of('organization', (key) => organizationAt(copy, key)),
    connections: of('connection', (key) => connectionAt(copy, key)),
  }
}

/** See `selectedRows`. */
export function useSelectedRows() {
  const project = useProject()
  return computed(() => selectedRows(project))
}
