import { userInfo } from 'node:os'
import { longestPersonName, oneLine } from '../../core/publish/why'
import type { SettingsService } from './settings'

/** Author of publishes from this computer. */
export interface PersonName {
  /** Name of the system account, if known. */
  readonly account: string | undefined
  /** The name the person set, else the account's. */
  read(): Promise<string | undefined>
}

/** `readAccount` throws without an entry for the account, as in some containers. */
function accountName(readAccount: () => string): string | undefined {
  try {
    return oneLine(readAccount()).slice(0, longestPersonName) || undefined
  } catch {
    // Records then name only workspace and key.
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
