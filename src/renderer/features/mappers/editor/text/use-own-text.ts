import { useTimeoutFn } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { t } from '../../../../../core/language/translate'
import type { MapperGiven } from '../../../../../core/mapper/given'
import { scimTemplate } from '../../../../../core/mapper/template/scim-template'
import { defaultMapper } from '../../../../../core/mapper/template/default-mapper'
import { contentHash } from '../../../../../core/model/mapper-text'
import type { AppError } from '../../../../../core/errors/app-error'
import { request } from '../../../../bridge/request'
import { useProject } from '../../../../project/use-project'
import type { MapperText, MapperTextOf, Replacing } from './use-mapper-text'

const quietMilliseconds = 300

/** An unsaved mapper to try: its text is kept on this computer, one for each input kind, and in no draft. */
export function useOwnText(given: MapperGiven): MapperTextOf {
  const { projectId } = useProject()
  const encoder = new TextEncoder()
  const state = shallowRef<MapperText>({ kind: 'loading' })
  const text = ref('')
  const bytes = computed(() => encoder.encode(text.value))
  const failed = shallowRef<AppError>()
  let version = 0
  // Registered before the timeout, which would otherwise stop first and lose the last edit.
  onScopeDispose(flush)
  const typed = useTimeoutFn(() => void keep(), quietMilliseconds, { immediate: false })

  function show(next: string): void {
    version += 1
    text.value = next
    state.value = { kind: 'ready', text: next, version }
  }

  async function load(): Promise<void> {
    state.value = { kind: 'loading' }
    const read = await request('mapper.own-read', { projectId, given })
    if (!read.ok) state.value = { kind: 'failed', error: read.error }
    else show(read.value.text ?? beginning())
  }

  const beginning = () => (given === 'scim' ? scimTemplate() : defaultMapper('oidc', 'generic'))

  async function keep(): Promise<void> {
    const result = await request('mapper.own-keep', { projectId, given, text: text.value })
    failed.value = result.ok ? undefined : result.error
  }

  function flush(): void {
    if (!typed.isPending.value) return
    typed.stop()
    void keep()
  }

  function type(next: string): void {
    text.value = next
    typed.start()
  }

  /** Put in place by the editor, so that its own undo works: no draft has it. */
  const replacing = shallowRef<Replacing>()

  function replace(next: string): void {
    if (next !== text.value) replacing.value = { text: next }
  }

  void load()
  return {
    state,
    text,
    owner: computed(() => undefined),
    readOnly: computed(() => state.value.kind !== 'ready'),
    problems: computed(() =>
      failed.value
        ? [{ message: t('It could not be kept: {why}', { why: failed.value.message }) }]
        : [],
    ),
    bytes,
    hash: computed(() => contentHash(bytes.value)),
    isReading: ref(false),
    users: computed(() => 0),
    others: computed(() => []),
    scope: ref('one'),
    undecided: shallowRef([]),
    replacing,
    load,
    type,
    flush,
    replace,
    decide: () => undefined,
  }
}
