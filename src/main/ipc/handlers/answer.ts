import { appError } from '../../../core/errors/app-error'
import { failure, success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function answerHandlers({ longAnswers }: Pick<HandlerDeps, 'longAnswers'>) {
  return {
    'answer.rest': ({ callId, part }, { windowId }) => {
      const found = longAnswers.take(windowId, callId, part)
      const unknown = appError('request.invalid', t('The answer has no such part'))
      return Promise.resolve(found ? success(found) : failure(unknown))
    },
  } satisfies Partial<Handlers>
}
