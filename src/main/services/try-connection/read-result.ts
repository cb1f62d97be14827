import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { isJsonObject, type JsonObject } from '../../../core/model/json'
import { withoutTokens } from '../../../core/model/without-tokens'
import { findDebugPayload } from '../../../core/check/try/payload'
import type { SignInPlace } from './sign-in-place'

const none = (message: string) => failure(appError('try.no-result', message))

/** Reads the captured flow from the very session that signed in, without tokens. */
export async function readResult(
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
    // The caller says that there is no result.
    return undefined
  }
}
