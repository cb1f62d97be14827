import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isOwnComputer } from '../../../core/urls/project-host'
import type { StoredValue } from '../../files/app-files'

/** Servers that keys may be sent to. */
export interface Origins {
  /**
   * Asks the person once about a server that is neither Ory's nor on this computer; nothing is sent to it
   * before. `workspace.address-declined` after a no, and while another question stands.
   * @param origin as `checkApiAddress` gives it
   */
  check(origin: string): Promise<Result<void>>
}

/** The origins that Ory's console API has. */
const orys = new Set(['https://api.console.ory.com', 'https://api.console.ory.sh'])

/** Milliseconds after a no in which nobody is asked again, whatever the page asks for; doubled by each further no. */
const pause = 10_000
const longestPause = 600_000

/** @param deps.ask asks the person in a dialog of the system, which no page can answer */
export function createOrigins(deps: {
  readonly file: StoredValue<{ confirmed: string[] }>
  readonly ask: (origin: string) => Promise<boolean>
  readonly now: () => Date
}): Origins {
  const { file, ask, now } = deps
  let asking = false
  let refusals = 0
  let quietUntil = 0

  const declined = (origin: string) => {
    const message = t('{address} was not confirmed, so nothing was sent there', { address: origin })
    return failure(
      appError('workspace.address-declined', message, { subject: origin, arrived: false }),
    )
  }

  async function confirm(origin: string): Promise<boolean> {
    if (asking || now().getTime() < quietUntil) return false
    asking = true
    try {
      const isConfirmed = await ask(origin)
      refusals = isConfirmed ? 0 : refusals + 1
      if (!isConfirmed) {
        quietUntil = now().getTime() + Math.min(longestPause, pause * 2 ** (refusals - 1))
      }
      return isConfirmed
    } finally {
      asking = false
    }
  }

  return {
    async check(origin) {
      if (orys.has(origin) || isOwnComputer(origin)) return success(undefined)
      const kept = await file.read()
      const known = (kept.ok ? kept.value?.confirmed : undefined) ?? []
      if (known.includes(origin)) return success(undefined)
      if (!(await confirm(origin))) return declined(origin)
      // Where it cannot be written, the next session asks again.
      await file.write({ confirmed: [...known, origin] })
      return success(undefined)
    },
  }
}
