import type { WorkingConnection } from '../../../core/draft/working-copy'
import { applyEdits } from '../../../core/mapper/lint/edits'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import { t } from '../../../core/language/translate'
import { mapperHash, toMapperUrl } from '../../../core/model/mapper-text'
import { whereText, type FindingRow } from './mapper-rows'
import { mapperAddress, readInspectedText } from './use-inspected-text'
import { useProject } from '../../project/use-project'

/** Whether the draft may change a connection at all. */
export const isEditable = ({ status, ambiguous }: WorkingConnection) =>
  status !== 'deleted' && !ambiguous

/**
 * Those of a mapper's connections that still have the text of `address` and can be edited. Many have
 * the very same address, so each is hashed once.
 */
export function fixable(
  connections: readonly WorkingConnection[],
  address: string,
): WorkingConnection[] {
  const hash = mapperHash(address)
  const known = new Map([[address, true]])
  const hasText = (other: string) => {
    const found = known.get(other) ?? (hash !== undefined && mapperHash(other) === hash)
    known.set(other, found)
    return found
  }
  return connections.filter((item) => isEditable(item) && hasText(mapperAddress(item)))
}

/** Puts repaired mappers into the draft, each time as one step of undo. */
export function useFix() {
  const project = useProject()

  function put(connections: readonly WorkingConnection[], url: string, label: string): string {
    const edits = connections.map(({ target }) => ({
      kind: 'set-field' as const,
      target,
      field: 'mapper_url',
      value: url,
    }))
    project.draft.editAll(edits, label)
    return label
  }

  function fix(
    finding: MapperFinding,
    text: string,
    connections: readonly WorkingConnection[],
  ): string {
    const url = toMapperUrl(applyEdits(text, finding.fix?.edits ?? []))
    const label = t('Fixed {rule} in the mapper of {where}', {
      rule: finding.rule,
      where: whereText(connections),
    })
    return put(connections, url, label)
  }

  return {
    /** Applies the fix of a finding. @returns what was done, in words. */
    fix,
    /**
     * Applies the fix of a row to all connections that use its mapper. @returns what was done, in words;
     * `undefined` where the text cannot be read or has changed, which the finding's detail tells.
     */
    async fixRow({ mapper, finding }: FindingRow): Promise<string | undefined> {
      const connection = mapper.connections.find(isEditable)
      if (!connection) return undefined
      const wanted = { connection, id: mapper.id }
      const text = await readInspectedText(project.projectId, wanted)
      if (text.kind !== 'ready') return undefined
      const users = fixable(mapper.connections, text.address)
      return users.length === 0 ? undefined : fix(finding, text.text, users)
    },
    /** Writes an address in the form that Ory takes. @returns what was done, in words. */
    fixAddress: (connection: WorkingConnection, url: string): string =>
      put(
        [connection],
        url,
        t('Fixed the address in the mapper of {where}', { where: whereText([connection]) }),
      ),
  }
}
