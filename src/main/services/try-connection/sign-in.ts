import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { TryOutcome, TryStepTold } from '../../../core/ipc/check'
import type { FlowAddresses } from './addresses'
import type { OpenSignInPlace, SignInPlace } from './sign-in-place'
import { isJsonObject, type JsonObject } from '../../../core/model/json'
import { withoutTokens } from '../../../core/model/without-tokens'
import { findDebugPayload } from '../../../core/check/try/payload'

const none = (message: string) => failure(appError('try.no-result', message))

/** Reads the result with the session's cookies, without tokens. */
async function readResult(
  place: Pick<SignInPlace, 'ask'>,
  address: string,
): Promise<Result<JsonObject>> {
  let answer: Awaited<ReturnType<SignInPlace['ask']>>
  try {
    answer = await place.ask('GET', address)
  } catch (error) {
    return none(error instanceof Error ? error.message : String(error))
  }
  const { status, text } = answer
  if (text === undefined) return none(t('The result is larger than 1 MB'))
  if (status !== 200)
    return none(t('Ory answered with status {status} when asked for the result', { status }))
  const flow = parsed(text)
  const payload = isJsonObject(flow) ? findDebugPayload(flow) : undefined
  if (!payload) return none(t('The answer holds no result'))
  return success(withoutTokens(payload).payload)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The caller reports the missing result.
    return undefined
  }
}

/** Milliseconds before a test flow expires. */
const lifetime = 60 * 60 * 1000

type Ended =
  { readonly kind: 'closed' | 'expired' } | Omit<Extract<TryOutcome, { kind: 'captured' }>, 'left'>

/** A running sign-in in a window or browser. */
export interface SignIn {
  /** Starts, waits for the end and closes the window. */
  ended(signal: AbortSignal): Promise<Result<Ended>>
  /** Continues in the system's browser and closes the window. */
  toBrowser(what: 'sign-in' | 'result'): Promise<void>
  /** Deletes the flow and session; true if the flow is gone. */
  takeBack(): Promise<boolean>
}

export interface SignInDeps {
  readonly addresses: FlowAddresses
  readonly label: string
  readonly allowsOwnComputer: boolean
  readonly where: 'window' | 'browser'
  readonly openPlace: OpenSignInPlace
  readonly openAddress: (address: string) => Promise<void>
  readonly tell: (step: TryStepTold) => void
  readonly now: () => Date
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : '')

/** Google and others refuse embedded browsers this way. */
const refusesEmbedded = (address: string) => address.includes('disallowed_useragent')

export function createSignIn(deps: SignInDeps): SignIn {
  const { addresses, label, allowsOwnComputer, openAddress, tell, now } = deps
  let resultsOrigin: string | undefined
  let inBrowser = deps.where === 'browser'
  let finish: (ended: Result<Ended>) => void = () => undefined
  const finished = new Promise<Result<Ended>>((resolve) => (finish = resolve))

  const place = deps.openPlace({
    label,
    allowsOwnComputer,
    onAddress: (address) => void arrive(address),
    onRefused: (what, address) => tell({ kind: 'refused', what, host: hostOf(address) }),
    onClosed() {
      // Closing on the way to the browser or after arrival isn't the end.
      if (!inBrowser && resultsOrigin === undefined) finish(success({ kind: 'closed' }))
    },
  })

  async function arrive(address: string): Promise<void> {
    if (resultsOrigin !== undefined) return
    resultsOrigin = addresses.resultsAt(address)
    if (resultsOrigin === undefined) {
      tell({ kind: 'at', host: hostOf(address) })
      if (refusesEmbedded(address)) tell({ kind: 'embedded-refused', host: hostOf(address) })
      return
    }
    tell({ kind: 'reading' })
    const payload = await readResult(place, addresses.result(resultsOrigin))
    finish(
      payload.ok
        ? success({ kind: 'captured', payload: payload.value, at: now().toISOString() })
        : payload,
    )
  }

  async function toBrowser(what: 'sign-in' | 'result'): Promise<void> {
    inBrowser = true
    place.hide()
    const result = addresses.result()
    const flowId = new URL(result).searchParams.get('id') ?? ''
    tell({ kind: 'in-browser', flowId, resultAddress: result })
    await openAddress(what === 'sign-in' ? addresses.page : result)
  }

  return {
    async ended(signal) {
      const stop = () =>
        finish(failure(appError('request.cancelled', t('The test sign-in was cancelled'))))
      const late = setTimeout(() => finish(success({ kind: 'expired' })), lifetime)
      signal.addEventListener('abort', stop)
      if (signal.aborted) stop()
      else if (inBrowser) await toBrowser('sign-in')
      else place.show(addresses.start)
      const ended = await finished
      clearTimeout(late)
      signal.removeEventListener('abort', stop)
      place.hide()
      return ended
    },

    toBrowser,

    async takeBack() {
      try {
        const { status } = await place.ask('DELETE', addresses.deletion(resultsOrigin))
        return status === 204 || status === 404
      } catch {
        // Unknown without an answer; flows expire anyway.
        return false
      } finally {
        await place.end()
      }
    },
  }
}
