import { onScopeDispose, watch, type ShallowRef } from 'vue'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/**
 * Reads the texts of stored metadata into a map by their addresses, each once. Where one cannot be read, less is told.
 */
export function useStoredMetadata(
  addresses: () => readonly string[],
  texts: ShallowRef<ReadonlyMap<string, string>>,
): void {
  const { projectId } = useProject()
  const asked = new Set<string>()
  const controller = new AbortController()
  onScopeDispose(() => controller.abort())

  async function read(missing: readonly string[]): Promise<void> {
    const { signal } = controller
    const found = await Promise.all(
      missing.map(async (mapperUrl) => {
        const input = { projectId, mapperUrl, kind: 'metadata' } as const
        const result = await request('mapper.read', input, { signal })
        return result.ok ? [[mapperUrl, result.value.text] as const] : []
      }),
    )
    // All at once, since the impact is worked out anew for it.
    if (found.flat().length > 0) texts.value = new Map([...texts.value, ...found.flat()])
  }

  watch(
    addresses,
    (all) => {
      const missing = all.filter((address) => !asked.has(address))
      for (const address of missing) asked.add(address)
      if (missing.length > 0) void read(missing)
    },
    { immediate: true },
  )
}
