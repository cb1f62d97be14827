import { connectionAt } from '../../core/draft/entity-index'
import { entityLabel } from '../../core/draft/working-copy'
import { useProject } from '../project/use-project'

export function useConnectionName(): (key: string) => string {
  const project = useProject()
  return (key) => {
    const connection = connectionAt(project.copy, key)
    return connection ? entityLabel(connection.fields, connection.target) : key
  }
}
