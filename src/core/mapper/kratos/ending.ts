import type { MapperError, PageMessage } from '../engine'

/** The page in a person's browser when Kratos is done, or the answer to an identity provider that provisions people. */
export type Ending =
  | { readonly at: 'session' }
  /** Provisioned: 201 for a new identity, 200 for one that was there. */
  | { readonly at: 'provisioned'; readonly status: 200 | 201 }
  /** Not provisioned: the identity provider gets an error. */
  | { readonly at: 'refused'; readonly status: number; readonly text: string }
  /** The form is shown again with these messages. */
  | { readonly at: 'registration' | 'login'; readonly messages: readonly PageMessage[] }
  /** The error page; `text` is the text of the error record. */
  | { readonly at: 'error'; readonly status: number; readonly text: string }

/** Whether a run ended as it is meant to. */
export const isGoodEnding = (ending: Ending | undefined): boolean =>
  ending?.at === 'session' || ending?.at === 'provisioned'

export type SignInKind = 'registration' | 'login'

/** Kratos' number for messages without a number of their own. */
export const genericMessage = 4_000_001

/** The text for an evaluation whose worker died: Kratos reads its output as empty. */
const noTraits =
  'OpenID Connect Jsonnet mapper did not return an object for key identity.traits. Please check your Jsonnet code!'

const endsOnPage: ReadonlySet<string> = new Set([
  'mapper.syntax',
  'mapper.runtime',
  'mapper.output-shape',
  'mapper.size',
])

/**
 * The page that a failed run ends on.
 *
 * @returns `undefined` where the app's own engine failed, which tells nothing about Kratos
 */
export function endingOfError(error: MapperError, when: SignInKind): Ending | undefined {
  const { form, code, text, message, status = 500 } = error
  if (form) return { at: when, messages: form }
  if (code === 'mapper.timeout') {
    return { at: 'error', status, text: 'jsonnetsecure: eval: context deadline exceeded' }
  }
  // Its worker dies; of a request that is too large there is no other text either.
  if (code === 'mapper.memory' || (code === 'mapper.size' && text === undefined))
    return { at: 'error', status, text: noTraits }
  return endsOnPage.has(code) ? { at: 'error', status, text: text ?? message } : undefined
}

/** Failures of mappers that exceed a limit of time, memory or size. */
export const limitCodes: ReadonlySet<string> = new Set([
  'mapper.memory',
  'mapper.size',
  'mapper.timeout',
])

/**
 * The limit that a mapper exceeded, which Kratos' error page does not name: of a mapper that used too much memory it
 * says that it returned no object.
 */
export const exceededLimit = ({ code, message }: MapperError): string | undefined =>
  limitCodes.has(code) ? message : undefined

/** The text of a failed evaluation in Kratos' log and on its error page. */
export const evaluationText = (engineText: string): string => `jsonnetsecure: ERROR: ${engineText}`
