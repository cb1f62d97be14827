import { ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import { caseOf, errorWordsOf, outputOf } from '../../../core/mapper/cases/case-of-run'
import { withMaskedValues } from '../../../core/mapper/own-claims/mask-values'
import type { JsonObject } from '../../../core/model/json'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'

/**
 * Saves the claims of a test sign-in as a case. The app runs the mapper for the expected output, since Ory's no
 * longer fits masked values.
 */
export function useSaveCase(connectionKey: string, mapperUrl: () => string | undefined) {
  const project = useProject()
  const saving = ref(false)
  const saved = ref(false)
  const error = shallowRef<AppError>()

  async function save(name: string, received: JsonObject, masked: boolean): Promise<boolean> {
    const address = mapperUrl()
    if (saving.value || address === undefined) return false
    saving.value = true
    try {
      error.value = await keep(name, masked ? withMaskedValues(received) : received, address)
      saved.value ||= error.value === undefined
      return error.value === undefined
    } finally {
      saving.value = false
    }
  }

  async function keep(
    name: string,
    claims: JsonObject,
    address: string,
  ): Promise<AppError | undefined> {
    const { projectId } = project
    const read = await request('mapper.read', { projectId, mapperUrl: address })
    if (!read.ok) return read.error
    const { text } = read.value
    const json = JSON.stringify(claims)
    const ran = await request('mapper.run', { text, claims: { mode: 'exact', json } })
    if (!ran.ok) return ran.error
    const { value: run } = ran
    const expect = run.error ? { error: errorWordsOf(run) } : { output: outputOf(run) ?? null }
    const input = { mode: 'exact', kind: '', claims, updateOnLogin: 'automatic' } as const
    const made = caseOf(name, input, expect)
    const kept = await request('case.save', { projectId, connectionKey, text, case: made })
    return kept.ok ? undefined : kept.error
  }

  return { saving, saved, error, save }
}
