import type { ProjectId } from '../../../core/model/project-id'
import {
  keptText,
  namedAddresses,
  storedHash,
  type StoredText,
} from '../../../core/history/replaced-texts'
import type { PublishHistoryFiles } from '../../files/publish/publish-history-files'

export type TextHistory = Pick<PublishHistoryFiles, 'find' | 'read'>

export interface HistoryTexts {
  /** Whether a publish found or left this address. */
  names(kind: StoredText['kind'], address: string): Promise<boolean>
  /** Text kept with a publish. */
  text(address: string): Promise<string | undefined>
}

/** Reads all records once, on first use; skips unreadable ones. Do not keep it. */
export function historyTexts(history: TextHistory, projectId: ProjectId): HistoryTexts {
  let looked: ReturnType<typeof look> | undefined

  async function look() {
    const addresses = { mapper: new Set<string>(), metadata: new Set<string>() }
    /** Newest record ID per text hash; the texts would need too much memory. */
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
