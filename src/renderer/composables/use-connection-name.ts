import { connectionAt } from '../../core/draft/entity-index'
import { entityLabel } from '../../core/draft/working-copy'
import { useDraftStore } from '../stores/draft'

/** What people call a connection of the open project; its key where there is none. */
export function useConnectionName(): (key: string) => string {
  const drafts = useDraftStore()
  return (key) => {
    const connection = connectionAt(drafts.copy, key)
    return connection ? entityLabel(connection.fields, connection.target) : key
  }
}
