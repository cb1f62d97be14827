import { t } from '../../core/language/translate'
import type { MapperError } from '../../core/mapper/engine'
import { endingOfError, evaluationText, type SignInKind } from '../../core/mapper/kratos/ending'
import type { MapperRun } from '../../core/mapper/kratos/run'

/** Ends a run with a failure and the page the person sees. */
export function ended(run: MapperRun, error: MapperError, when: SignInKind): MapperRun {
  const ending = endingOfError(error, when)
  const lines = error.form?.map(({ text }) => goesBack[when](text))
  return {
    ...run,
    error,
    ...(lines ? { consequences: lines } : {}),
    ...(ending ? { ending } : {}),
  }
}

const goesBack: Readonly<Record<SignInKind, (text: string) => string>> = {
  registration: (text) =>
    t('{text}: goes back to the registration form, which cannot correct it', { text }),
  login: (text) => t('{text}: goes back to the sign-in page: the sign-in fails', { text }),
}

/** Kratos prefixes the engine's text with its package. */
export function evaluationFailed(run: MapperRun, error: MapperError, when: SignInKind): MapperRun {
  const failed = ended(run, error, when)
  const { ending } = failed
  if (ending?.at !== 'error') return failed
  const isEngines = error.code === 'mapper.syntax' || error.code === 'mapper.runtime'
  const text = isEngines ? evaluationText(ending.text) : ending.text
  return { ...failed, ending: { ...ending, text } }
}
