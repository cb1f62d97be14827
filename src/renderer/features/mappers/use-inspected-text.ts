import { onScopeDispose, shallowRef, watch } from 'vue'
import type { WorkingConnection } from '../../../core/draft/working-copy'
import type { AppError } from '../../../core/errors/app-error'
import { contentHash, inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import { textMember } from '../../../core/model/json'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

export type InspectedText =
  | { readonly kind: 'loading' }
  /** The text that was looked at, from `address`. */
  | { readonly kind: 'ready'; readonly text: string; readonly address: string }
  /** The connection has another text now, which will be inspected in a moment. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly error: AppError }

export const mapperAddress = ({ fields }: WorkingConnection) =>
  textMember(fields, 'mapper_url') ?? ''

/**
 * The text that findings are about, read from wherever the connection has it. Places and fixes are
 * of use only on that very text, so its hash is compared.
 *
 * @param wanted the connection, and the hash of the text that was looked at
 */
export function useInspectedText(
  wanted: () => { readonly connection: WorkingConnection; readonly id: string } | undefined,
) {
  const project = useProject()
  const state = shallowRef<InspectedText>({ kind: 'loading' })
  let reading: AbortController | undefined

  function show(id: string, address: string, text: string): void {
    const hash = mapperHash(address) ?? contentHash(new TextEncoder().encode(text))
    state.value = hash === id ? { kind: 'ready', text, address } : { kind: 'changed' }
  }

  async function load(id: string, address: string): Promise<void> {
    const { projectId } = project
    const known = mapperHash(address)
    if (known !== undefined && known !== id) state.value = { kind: 'changed' }
    else if (inlineMapperBytes(address)) {
      show(id, address, new TextDecoder().decode(inlineMapperBytes(address)))
    } else {
      const controller = new AbortController()
      reading = controller
      state.value = { kind: 'loading' }
      const { signal } = controller
      const result = await request('mapper.read', { projectId, mapperUrl: address }, { signal })
      if (signal.aborted) return
      if (result.ok) show(id, address, result.value.text)
      else state.value = { kind: 'failed', error: result.error }
    }
  }

  watch(
    () => {
      const { connection, id } = wanted() ?? {}
      return connection && id !== undefined ? `${id} ${mapperAddress(connection)}` : undefined
    },
    () => {
      reading?.abort()
      const now = wanted()
      if (now) void load(now.id, mapperAddress(now.connection))
    },
    { immediate: true },
  )
  onScopeDispose(() => reading?.abort())

  return state
}
