import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/**
 * The texts of stored metadata, by their address, each asked for once. Where one cannot be read, less is told.
 *
 * @param isAsked whether to read them yet
 */
export function useStoredMetadata(
  addresses: () => readonly string[],
  isAsked: () => boolean,
): Readonly<ShallowRef<ReadonlyMap<string, string>>> {
  const { projectId } = useProject()
  const texts = shallowRef<ReadonlyMap<string, string>>(new Map())
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
    () => (isAsked() ? addresses() : []),
    (all) => {
      const missing = all.filter((address) => !asked.has(address))
      for (const address of missing) asked.add(address)
      if (missing.length > 0) void read(missing)
    },
    { immediate: true },
  )
  return texts
}
