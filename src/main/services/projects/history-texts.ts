import type { ProjectId } from '../../../core/model/project-id'
import {
  keptText,
  namedAddresses,
  storedHash,
  type StoredText,
} from '../../../core/history/replaced-texts'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'

export type TextHistory = Pick<PublishHistoryFiles, 'find' | 'read'>

/** What the history of a project has of stored texts. */
export interface HistoryTexts {
  /** Whether a publish found, or left, a connection with this address. */
  names(kind: StoredText['kind'], address: string): Promise<boolean>
  /** The text that a publish kept, which is asked of no server. */
  text(address: string): Promise<string | undefined>
}

/** Looks through all records once, on first use; do not keep it. A record that cannot be read is passed over. */
export function historyTexts(history: TextHistory, projectId: ProjectId): HistoryTexts {
  let looked: ReturnType<typeof look> | undefined

  async function look() {
    const addresses = { mapper: new Set<string>(), metadata: new Set<string>() }
    /** Ids of the newest records with each text, by its hash: many texts would be much to hold. */
    const records = new Map<string, string>()
    await history.find(projectId, (record) => {
      for (const { kind, address } of namedAddresses(record)) addresses[kind].add(address)
      for (const hash of Object.keys(record.texts ?? {})) {
        if (!records.has(hash)) records.set(hash, record.id)
      }
      return false
    })
    return { addresses, records }
  }

  return {
    names: async (kind, address) => (await (looked ??= look())).addresses[kind].has(address),
    async text(address) {
      const hash = storedHash(address)
      if (hash === undefined) return undefined
      const { records } = await (looked ??= look())
      const id = records.get(hash)
      const record = id === undefined ? undefined : await history.read(projectId, id)
      return record?.ok && record.value ? keptText(record.value, address) : undefined
    },
  }
}
