import { ref } from 'vue'
import { caseInput } from '../../../../../core/mapper/cases/input'
import type { StoredCase } from '../../../../../core/ipc/mapper-editor'
import { request } from '../../../../bridge/request'
import { acceptedCase } from '../../../../../core/mapper/cases/case-of-run'
import type { MapperEditor } from '../use-mapper-editor'

/** Changes of a saved case: another name, or the result of now as what it expects. */
export function useCaseEdits({ cases, mapper, schemas }: MapperEditor) {
  const busy = ref(false)

  async function whileBusy(work: () => Promise<boolean>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      return await work()
    } finally {
      busy.value = false
    }
  }

  /** @returns whether it is saved. */
  function rename(stored: StoredCase, name: string): Promise<boolean> {
    return whileBusy(async () =>
      'case' in stored ? cases.save({ ...stored.case, name }, stored.id) : false,
    )
  }

  function accept(stored: StoredCase): Promise<boolean> {
    return whileBusy(async () => {
      if (!('case' in stored)) return false
      const schema = schemas.text.value
      const { fileName: _name, ...input } = caseInput(stored.case, {
        text: mapper.text.value,
        fileName: '',
        ...(schema === undefined ? {} : { schema }),
      })
      const result = await request('mapper.run', input)
      if (!result.ok) {
        cases.error.value = result.error
        return false
      }
      return cases.save(acceptedCase(stored.case, result.value), stored.id)
    })
  }

  return { busy, rename, accept }
}
