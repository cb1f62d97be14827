import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { t } from '../../core/language/translate'
import type { AppError } from '../../core/errors/app-error'
import type { RequestInput, RequestOutput } from '../../core/ipc/contract'
import { request } from '../bridge/request'
import { useAppStore } from './app'

/** Reads several projects, for screens about all projects. */
export const useReadingStore = defineStore('reading', () => {
  const app = useAppStore()
  const controller = shallowRef<AbortController>()
  /** Progress; absent without a run or until anything is to be read. */
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  const error = shallowRef<AppError>()
  /** Result of the last requested run. */
  const said = ref('')
  /** After a cancel, nothing is read automatically until requested. */
  const isDeclined = ref(false)
  /** Whether screens may read automatically. */
  const readsUnasked = computed(
    () =>
      app.workspaces.length > 0 &&
      !app.workOffline &&
      app.settings.readsByItself !== false &&
      !isDeclined.value,
  )

  /** The automatic run. */
  let unasked: Promise<boolean> | undefined

  async function run(input: RequestInput<'projects.read'>): Promise<boolean> {
    if (controller.value) return false
    controller.value = new AbortController()
    error.value = undefined
    said.value = ''
    const { signal } = controller.value
    const result = await request('projects.read', input, {
      signal,
      onProgress: (now) => (progress.value = now),
    })
    const hasRead = progress.value !== undefined
    controller.value = undefined
    progress.value = undefined
    if (!result.ok && result.error.code !== 'request.cancelled') error.value = result.error
    if (result.ok && input.which !== 'unasked') said.value = readText(result.value)
    return hasRead
  }

  /** Downloads mappers, whose problems need their texts. @returns whether any was read */
  async function readMappers(): Promise<boolean> {
    if (isDeclined.value || error.value || controller.value) return false
    controller.value = new AbortController()
    const { signal } = controller.value
    const result = await request('all-mappers.fetch', { which: 'unasked' }, { signal })
    controller.value = undefined
    // The list of mappers says why a text is missing.
    return result.ok && result.value.read > 0
  }

  function readText({ read, failed }: RequestOutput<'projects.read'>): string {
    const done = t('{count, plural, one {# project was} other {# projects were}} read.', {
      count: read,
    })
    if (failed.length === 0) return done
    const not = t('{count, plural, one {# project was} other {# projects were}} not read.', {
      count: failed.length,
    })
    return `${done} ${not}`
  }

  return {
    progress,
    error,
    said,
    running: computed(() => controller.value !== undefined),
    readsUnasked,
    /** Reads on request, after an automatic run. @returns whether anything may have changed */
    async read(which: 'all' | 'left' | 'old'): Promise<boolean> {
      isDeclined.value = false
      await unasked
      // The user may have canceled both meanwhile.
      return isDeclined.value ? false : run({ which })
    },
    /** Reads missing or old projects and mappers automatically; see `read`. */
    async readUnasked(): Promise<boolean> {
      if (!readsUnasked.value || controller.value) return false
      unasked = run({ which: 'unasked' }).then(async (hasRead) => (await readMappers()) || hasRead)
      const hasRead = await unasked
      unasked = undefined
      return hasRead
    },
    cancel(): void {
      if (!controller.value) return
      isDeclined.value = true
      controller.value.abort()
    },
  }
})
