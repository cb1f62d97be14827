import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AppError } from '../../core/errors/app-error'
import type { UpdateState } from '../../core/app/updates/update-state'
import { request, subscribe } from '../bridge/request'
import { useAppStore } from './app'

/** App updates, as known by main. */
export const useUpdatesStore = defineStore('updates', () => {
  const app = useAppStore()
  const state = shallowRef<UpdateState>({ kind: 'unasked' })
  /** Update host; `undefined` if this copy never asks. */
  const host = shallowRef<string>()
  const error = shallowRef<AppError>()
  const busy = shallowRef(false)

  /** Names the notice of an available or ready version. */
  const note = computed(() => {
    const told = state.value
    return told.kind === 'available' || told.kind === 'ready'
      ? { name: `update ${told.kind} ${told.version}`, version: told.version }
      : undefined
  })
  /** A version that the user has not skipped. */
  const isNews = computed(() => {
    if (note.value === undefined || app.isNoteClosed(note.value.name)) return false
    return state.value.kind === 'ready' || note.value.version !== app.settings.passedUpdate
  })

  async function load(): Promise<void> {
    const read = await request('update.read', {})
    if (!read.ok) return
    host.value = read.value.host
    state.value = read.value.state
  }

  async function run(step: 'check' | 'get'): Promise<void> {
    if (busy.value) return
    busy.value = true
    const answer = await request('update.run', { step })
    busy.value = false
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) state.value = answer.value
  }

  /** Stops notices about this version. */
  async function pass(): Promise<void> {
    if (note.value) await app.closeNote(note.value.name)
  }

  subscribe('update.changed', (changed) => {
    state.value = changed.state
  })
  void load()

  return {
    state,
    host,
    error,
    busy,
    isNews,
    check: () => run('check'),
    get: () => run('get'),
    pass,
  }
})
