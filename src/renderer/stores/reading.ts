import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { t } from '../../core/language/translate'
import type { AppError } from '../../core/errors/app-error'
import type { RequestInput, RequestOutput } from '../../core/ipc/contract'
import { request } from '../bridge/request'
import { useAppStore } from './app'

/** Of several projects at once, for the places of all projects. */
export const useReadingStore = defineStore('reading', () => {
  const app = useAppStore()
  const controller = shallowRef<AbortController>()
  /** How far the run is; absent without one, and while it is not known whether there is anything to read. */
  const progress = shallowRef<{ readonly done: number; readonly of: number }>()
  /** Why the last run stopped. */
  const error = shallowRef<AppError>()
  /** What the last run came to, in words, where a person asked for it. */
  const said = ref('')
  /** A person cancelled a run: nothing is read unasked in this window until they ask for it. */
  const isDeclined = ref(false)
  /** A place reads by itself: there is a workspace, and the person lets it. */
  const readsUnasked = computed(
    () =>
      app.workspaces.length > 0 &&
      !app.workOffline &&
      app.settings.readsByItself !== false &&
      !isDeclined.value,
  )

  /** The run that a place began by itself. */
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

  /** What finds problems in mappers needs their texts. @returns whether any was read */
  async function readMappers(): Promise<boolean> {
    if (isDeclined.value || error.value || controller.value) return false
    controller.value = new AbortController()
    const { signal } = controller.value
    const result = await request('all-mappers.fetch', { which: 'unasked' }, { signal })
    controller.value = undefined
    // Where a text is missing, the list of mappers says why.
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
    /**
     * Reads what a person asked for, after what is being read unasked.
     * @returns whether anything may be another now
     */
    async read(which: 'all' | 'left' | 'old'): Promise<boolean> {
      isDeclined.value = false
      await unasked
      // Meanwhile the person may have cancelled it, and this with it.
      return isDeclined.value ? false : run({ which })
    },
    /**
     * Reads what is missing or old, and the mappers of what is here, as a place that shows all projects does by
     * itself; see `read`.
     */
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
