import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isOryApi } from '../../../core/links/api-address'
import { isOwnComputer } from '../../../core/links/project-host'
import type { StoredValue } from '../../files/app-files'

export interface Origins {
  /** Asks once about a foreign server before sending; `workspace.address-declined` after a no. */
  check(origin: string): Promise<Result<void>>
}

/** `deps.ask` shows a native dialog (`AskPerson`). */
export function createOrigins(deps: {
  readonly file: StoredValue<{ confirmed: string[] }>
  readonly ask: (origin: string) => Promise<Result<boolean>>
}): Origins {
  const { file, ask } = deps
  return {
    async check(origin) {
      if (isOryApi(origin) || isOwnComputer(origin)) return success(undefined)
      const kept = await file.read()
      const known = (kept.ok ? kept.value?.confirmed : undefined) ?? []
      if (known.includes(origin)) return success(undefined)
      const yes = await ask(origin)
      if (!yes.ok) return yes
      if (!yes.value) {
        const message = t('{address} was not confirmed, so nothing was sent there', {
          address: origin,
        })
        return failure(
          appError('workspace.address-declined', message, { subject: origin, arrived: false }),
        )
      }
      // If the write fails, the next session asks again.
      await file.write({ confirmed: [...known, origin] })
      return success(undefined)
    },
  }
}
