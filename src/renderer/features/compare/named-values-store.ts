import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { NamedValue } from '../../../core/compare/named-values'
import type { AppError } from '../../../core/errors/app-error'
import { request } from '../../bridge/request'

/** Tells what compares or promotes in this window that the named values were changed in it. */
export const useNamedValuesStore = defineStore('named-values', () => {
  const changes = ref(0)

  /** @returns what went wrong */
  async function save(
    before: readonly NamedValue[],
    values: readonly NamedValue[],
  ): Promise<AppError | undefined> {
    const saved = await request('values.save', { before: [...before], values: [...values] })
    if (!saved.ok) return saved.error
    changes.value += 1
    return undefined
  }

  return { changes, save }
})
