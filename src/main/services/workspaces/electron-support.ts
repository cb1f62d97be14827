import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isLoopbackHost } from '../../../core/links/api-address'

/** Old Electron gets no security fixes: real workspaces need the person's consent. */
export interface ElectronSupport {
  /** The running version, if it is out of support. */
  readonly old: string | undefined
  /** Refuses an address that no person accepted in this session. One on this computer is always accepted. */
  check(apiAddress: string): Result<void>
  /** The same, after the person was asked where no page can answer for them. */
  ask(apiAddress: string): Promise<Result<void>>
}

/** What a person is asked before a server is used on an Electron out of support. */
export interface OldElectronQuestion {
  /** Of the server; with its port where that is not the usual one. */
  readonly host: string
  readonly running: string
  readonly builtFor: string
}

const majorOf = (version: string) => Number.parseInt(version, 10)

/** @param builtFor and `running` such as `45.5.0`: the pinned version, and that of this process. */
export function createElectronSupport(versions: {
  readonly builtFor: string
  readonly running: string
  /** Without it nobody can be asked, which is a no. */
  readonly ask?: (question: OldElectronQuestion) => Promise<Result<boolean>>
}): ElectronSupport {
  const { builtFor, running, ask } = versions
  const old = majorOf(running) >= majorOf(builtFor) ? undefined : running
  /** Origins. */
  const accepted = new Set<string>()

  function check(apiAddress: string): Result<void> {
    const address = URL.canParse(apiAddress) ? new URL(apiAddress) : undefined
    const isUsable =
      address !== undefined && (isLoopbackHost(address.hostname) || accepted.has(address.origin))
    if (old === undefined || isUsable) return success(undefined)
    const message = t('Electron {old} is out of support; this version is built for {version}', {
      old,
      version: builtFor,
    })
    return failure(appError('electron.out-of-support', message, { subject: old }))
  }

  return {
    old,
    check,
    async ask(apiAddress) {
      const refused = check(apiAddress)
      if (refused.ok || !ask || !URL.canParse(apiAddress)) return refused
      const { host, origin } = new URL(apiAddress)
      const yes = await ask({ host, running, builtFor })
      if (!yes.ok) return yes
      if (yes.value) accepted.add(origin)
      return check(apiAddress)
    },
  }
}
