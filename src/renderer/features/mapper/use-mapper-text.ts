import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { contentHash, inlineMapperBytes, mapperHash, toMapperUrl } from '../../../core/mapper/text'
import { textMember } from '../../../core/model/json'
import { request } from '../../bridge/request'
import { useCatalogStore } from '../../stores/catalog'
import { useDraftStore } from '../../stores/draft'
import { useUiStore } from '../../stores/ui'

const quietMilliseconds = 150

export type MapperText =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** `version` goes up when a text comes from outside the editor. */
  | { readonly kind: 'ready'; readonly text: string; readonly version: number }

/** The mapper of the chosen connection: its text from wherever it is, and edits into the draft. */
export function useMapperText() {
  const catalog = useCatalogStore()
  const drafts = useDraftStore()
  const ui = useUiStore()
  const session = crypto.randomUUID()
  const state = shallowRef<MapperText>({ kind: 'loading' })
  /** What stands in the editor, sent to the draft or not. */
  const bytes = ref<Uint8Array>(new Uint8Array())
  const encoder = new TextEncoder()
  let version = 0
  let pending: { readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | undefined
  let shownUrl: string | undefined
  let reading: AbortController | undefined

  const connection = computed(() =>
    drafts.copy.connections.find(({ target }) => target.key === ui.mapperConnectionKey),
  )
  const mapperUrl = computed(() =>
    connection.value ? (textMember(connection.value.fields, 'mapper_url') ?? '') : undefined,
  )
  const readOnly = computed(
    () =>
      connection.value === undefined ||
      connection.value.ambiguous ||
      connection.value.status === 'deleted' ||
      connection.value.protocol !== 'oidc',
  )
  const problems = computed(() =>
    drafts.problems.filter(
      ({ target, field }) =>
        field === 'mapper_url' &&
        target.kind === 'connection' &&
        target.key === ui.mapperConnectionKey,
    ),
  )
  const hash = computed(() => contentHash(bytes.value))
  const users = computed(() => {
    const url = mapperUrl.value
    if (!url) return 0
    const own = mapperHash(url)
    return drafts.copy.connections.filter(({ fields, status }) => {
      const other = textMember(fields, 'mapper_url')
      if (status === 'deleted' || !other) return false
      return other === url || (own !== undefined && mapperHash(other) === own)
    }).length
  })

  function show(text: string): void {
    version += 1
    bytes.value = encoder.encode(text)
    state.value = { kind: 'ready', text, version }
  }

  async function load(): Promise<void> {
    reading?.abort()
    if (pending) clearTimeout(pending.timer)
    pending = undefined
    const url = mapperUrl.value
    if (url === undefined) return
    shownUrl = url
    const inline = inlineMapperBytes(url)
    if (inline) return show(new TextDecoder().decode(inline))
    if (url === '') return show('')
    const projectId = catalog.snapshot?.summary.id
    if (projectId === undefined) return
    const controller = new AbortController()
    reading = controller
    state.value = { kind: 'loading' }
    const result = await request(
      'mapper.read',
      { projectId, mapperUrl: url },
      { signal: controller.signal },
    )
    if (controller.signal.aborted) return
    if (result.ok) show(result.value.text)
    else state.value = { kind: 'failed', error: result.error }
  }

  /** Puts what was typed last into the draft now. */
  function flush(): void {
    if (!pending) return
    clearTimeout(pending.timer)
    const url = toMapperUrl(pending.text)
    pending = undefined
    const target = connection.value?.target
    if (!target || readOnly.value) return
    shownUrl = url
    drafts.edit(
      { kind: 'set-field', target, field: 'mapper_url', value: url },
      `Edited the mapper of ${textMember(connection.value?.fields ?? {}, 'label') || target.key}`,
      `mapper ${target.key} ${session}`,
    )
    // A text that equals the server's gives the server's address back; it is no other text.
    shownUrl = mapperUrl.value
  }

  function type(text: string): void {
    if (pending) clearTimeout(pending.timer)
    bytes.value = encoder.encode(text)
    pending = { text, timer: setTimeout(flush, quietMilliseconds) }
  }

  // An undo, a rebase or another connection: the text in sight is no longer the draft's.
  watch(
    [() => ui.mapperConnectionKey, mapperUrl],
    ([key, url], before) => {
      if (key === before[0] && url === shownUrl) return
      // The store gives an equal text another address when it is published.
      const same = url !== undefined && mapperHash(url) === hash.value && key === before[0]
      if (same && state.value.kind === 'ready') shownUrl = url
      else void load()
    },
    { immediate: true },
  )

  onScopeDispose(() => {
    flush()
    reading?.abort()
  })

  return { state, connection, readOnly, problems, bytes, hash, users, load, type, flush }
}
