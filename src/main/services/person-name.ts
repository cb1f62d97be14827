import { userInfo } from 'node:os'
import { longestPersonName, oneLine } from '../../core/publish/why'
import type { SettingsService } from './settings'

/** Who publishes from this computer, for colleagues who read what was published. */
export interface PersonName {
  /** Of the system's account; `undefined` where the system does not say it. */
  readonly account: string | undefined
  /** As the person set it, else the account's. */
  read(): Promise<string | undefined>
}

/** @param readAccount throws where the system has no entry for the account, as in some containers */
function accountName(readAccount: () => string): string | undefined {
  try {
    return oneLine(readAccount()).slice(0, longestPersonName) || undefined
  } catch {
    // Without a name, what is recorded says only the workspace and the key.
    return undefined
  }
}

export function createPersonName(deps: {
  readonly settings: Pick<SettingsService, 'read'>
  readonly readAccount?: () => string
}): PersonName {
  const account = accountName(deps.readAccount ?? (() => userInfo().username))
  return {
    account,
    async read() {
      const { personName = '' } = await deps.settings.read()
      return oneLine(personName) || account
    },
  }
}
