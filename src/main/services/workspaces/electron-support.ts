import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isLoopbackHost } from '../../../core/links/api-address'

/** Old Electron gets no security fixes: real workspaces need the person's consent. */
export interface ElectronSupport {
  readonly old: string | undefined
  /** Refuses addresses not accepted in this session, except on this computer. */
  check(apiAddress: string): Result<void>
  /** Asks first, in a native dialog that no page can answer. */
  ask(apiAddress: string): Promise<Result<void>>
}

export interface OldElectronQuestion {
  /** With its port if unusual. */
  readonly host: string
  readonly running: string
  readonly builtFor: string
}

const majorOf = (version: string) => Number.parseInt(version, 10)

/** Versions such as `45.5.0`: the pinned and the running one. */
export function createElectronSupport(versions: {
  readonly builtFor: string
  readonly running: string
  /** Without it the answer is no. */
  readonly ask?: (question: OldElectronQuestion) => Promise<Result<boolean>>
}): ElectronSupport {
  const { builtFor, running, ask } = versions
  const old = majorOf(running) >= majorOf(builtFor) ? undefined : running
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
