import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isLoopbackHost } from '../../../core/urls/api-address'

/**
 * Where the Electron of this version could not be downloaded, an older one is used, which gets no security
 * fixes. It may only use a real workspace after a person has agreed.
 */
export interface ElectronSupport {
  /** The running version, if it is out of support. */
  readonly old: string | undefined
  /** Refuses an address that no person accepted. An address on this computer is always accepted. */
  check(apiAddress: string, accepted: boolean): Result<void>
  /** Whether a person accepted this workspace in this session. */
  isAccepted(workspaceId: string): boolean
  accept(workspaceId: string): void
}

const majorOf = (version: string) => Number.parseInt(version, 10)

/** @param builtFor and `running` such as `45.5.0`: the pinned version, and that of this process. */
export function createElectronSupport(versions: {
  readonly builtFor: string
  readonly running: string
}): ElectronSupport {
  const { builtFor, running } = versions
  const old = majorOf(running) >= majorOf(builtFor) ? undefined : running
  const accepted = new Set<string>()
  return {
    old,
    check(apiAddress, isAccepted) {
      const isLocal = URL.canParse(apiAddress) && isLoopbackHost(new URL(apiAddress).hostname)
      if (old === undefined || isAccepted || isLocal) return success(undefined)
      const message = t('Electron {old} is out of support; this version is built for {version}', {
        old,
        version: builtFor,
      })
      return failure(appError('electron.out-of-support', message, { subject: old }))
    },
    isAccepted: (workspaceId) => accepted.has(workspaceId),
    accept(workspaceId) {
      accepted.add(workspaceId)
    },
  }
}
