import type { ProjectId } from '../../core/model/project-id'
import type { RowKeys } from '../project/chosen-rows'
import type { SelectedRow } from '../stores/ui'

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
