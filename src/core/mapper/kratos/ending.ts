import type { MapperError, PageMessage } from '../engine'

/** Where the browser of a person is when Kratos is done. */
export type Ending =
  | { readonly at: 'session' }
  /** A form that is shown again with these messages. */
  | { readonly at: 'registration' | 'login'; readonly messages: readonly PageMessage[] }
  /** The error page; `text` is what the record of the error says. */
  | { readonly at: 'error'; readonly status: number; readonly text: string }

export type SignInKind = 'registration' | 'login'

/** "Generic" is Kratos' name for a message that it has no number of its own for. */
export const genericMessage = 4_000_001

const noTraits =
  'OpenID Connect Jsonnet mapper did not return an object for key identity.traits. Please check your Jsonnet code!'

const endsOnPage: ReadonlySet<string> = new Set([
  'mapper.syntax',
  'mapper.runtime',
  'mapper.output-shape',
  'mapper.size',
])

/**
 * Where a run ends that failed.
 *
 * @returns `undefined` where the app's own engine failed, which says nothing of Kratos
 */
export function endingOfError(error: MapperError, when: SignInKind): Ending | undefined {
  const { form, code, text, message, status = 500 } = error
  if (form) return { at: when, messages: form }
  if (code === 'mapper.timeout') {
    return { at: 'error', status, text: 'jsonnetsecure: eval: context deadline exceeded' }
  }
  // Its worker dies, and what a dead one says is taken for an empty output.
  if (code === 'mapper.memory') return { at: 'error', status, text: noTraits }
  return endsOnPage.has(code) ? { at: 'error', status, text: text ?? message } : undefined
}

/** What an evaluation's failure says in Kratos' log and on its error page. */
export const evaluationText = (engineText: string): string => `jsonnetsecure: ERROR: ${engineText}`
