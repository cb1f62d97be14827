import { t } from '../../core/language/translate'
import type { MapperError } from '../../core/mapper/engine'
import { endingOfError, evaluationText, type SignInKind } from '../../core/mapper/kratos/ending'
import type { MapperRun } from '../../core/mapper/kratos/run'

/** A run that ends with this failure, and the page that the person then sees. */
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

/** The log and the error page show the engine's text after the name of its package. */
export function evaluationFailed(run: MapperRun, error: MapperError, when: SignInKind): MapperRun {
  const failed = ended(run, error, when)
  const { ending } = failed
  if (ending?.at !== 'error') return failed
  const isEngines = error.code === 'mapper.syntax' || error.code === 'mapper.runtime'
  const text = isEngines ? evaluationText(ending.text) : ending.text
  return { ...failed, ending: { ...ending, text } }
}
