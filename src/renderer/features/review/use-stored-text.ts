import { onScopeDispose, shallowRef } from 'vue'
import { inlineMapperBytes } from '../../../core/model/mapper-text'
import { request } from '../../bridge/request'
import type { ChangeText } from './change-words'
import { useProject } from '../../project/use-project'

/** The text of a stored value, as far as it could be read. */
export type StoredText =
  | { readonly kind: 'loading' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable' }

/** Reads two texts for a comparison: what stands in the value itself, else from Ory's storage. */
export function useStoredTexts({ kind, before, after }: ChangeText) {
  const project = useProject()
  const state = shallowRef<readonly [StoredText, StoredText]>([
    { kind: 'loading' },
    { kind: 'loading' },
  ])
  const controller = new AbortController()

  async function read(value: string | undefined): Promise<StoredText> {
    if (value === undefined || value === '') return { kind: 'text', text: '' }
    const inline = inlineMapperBytes(value)
    if (inline) return { kind: 'text', text: new TextDecoder().decode(inline) }
    const { projectId } = project
    if (value.startsWith('base64://')) return { kind: 'unreadable' }
    const input = { projectId, mapperUrl: value, kind }
    const result = await request('mapper.read', input, { signal: controller.signal })
    return result.ok ? { kind: 'text', text: result.value.text } : { kind: 'unreadable' }
  }

  async function load(): Promise<void> {
    const [left, right] = await Promise.all([read(before), read(after)])
    if (!controller.signal.aborted) state.value = [left, right]
  }

  onScopeDispose(() => controller.abort())
  return { state, load }
}
