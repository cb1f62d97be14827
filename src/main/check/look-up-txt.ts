import { Resolver } from 'node:dns/promises'
import { appError } from '../../core/errors/app-error'
import { failure, success, type Result } from '../../core/errors/result'
import type { RequestInput } from '../../core/ipc/contract'
import type { TxtLookUp } from '../../core/ipc/check'
import { t } from '../../core/language/translate'
import { dnsName } from '../../core/sign-in-ways/domain-verification'
import { codesOf } from '../api/http-errors'

/** Milliseconds: per attempt, and in total. */
const attempt = 2000
const patience = 6000
const mostValues = 50
const longestValue = 1000

export interface LookUpTxtDeps {
  readonly isOffline: () => Promise<boolean>
  /** DNS servers; default: the computer's. */
  readonly servers?: readonly string[]
  readonly limit?: () => AbortSignal
}

export type LookUpTxt = (
  input: RequestInput<'domain.look-up-txt'>,
  signal: AbortSignal,
) => Promise<Result<TxtLookUp>>

function found(values: readonly string[], expected: string | undefined): TxtLookUp {
  return {
    kind: 'found',
    values: values.slice(0, mostValues).map((value) => value.slice(0, longestValue)),
    more: Math.max(0, values.length - mostValues),
    ...(expected === undefined ? {} : { matches: values.includes(expected) }),
  }
}

/** Looks up TXT records; without a DNS answer `not-checked`. */
export function createLookUpTxt(deps: LookUpTxtDeps): LookUpTxt {
  const { isOffline, servers, limit = () => AbortSignal.timeout(patience) } = deps
  return async ({ name: typed, expected }, signal) => {
    const name = dnsName(typed)
    if (name === undefined) {
      return failure(appError('request.invalid', t('This is not a DNS name')))
    }
    if (await isOffline()) return success({ kind: 'not-checked', why: 'offline' })
    const ending = AbortSignal.any([signal, limit()])
    const resolver = new Resolver({ timeout: attempt, tries: 2 })
    if (servers) resolver.setServers(servers)
    const cancel = () => resolver.cancel()
    ending.addEventListener('abort', cancel)
    try {
      const answer = resolver.resolveTxt(name)
      // An already aborted signal fires no event.
      if (ending.aborted) cancel()
      // DNS splits values into 255-byte strings.
      const values = (await answer).map((parts) => parts.join(''))
      return success(values.length > 0 ? found(values, expected) : { kind: 'none' })
    } catch (error) {
      if (signal.aborted) {
        return failure(appError('request.cancelled', t('The check was cancelled')))
      }
      const isAnswer = codesOf(error).some((code) => code === 'ENOTFOUND' || code === 'ENODATA')
      return success(isAnswer ? { kind: 'none' } : { kind: 'not-checked', why: 'no-answer' })
    } finally {
      ending.removeEventListener('abort', cancel)
    }
  }
}
