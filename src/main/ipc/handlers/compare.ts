import { success } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import type { Handlers } from '../router'
import type { HandlerDeps } from './deps'

export function compareHandlers({ compare: { answers, takeFile }, chooseSetUp }: HandlerDeps) {
  return {
    async 'compare.choose-file'() {
      const chosen = await chooseSetUp(t('Compare with a set-up'))
      if (!chosen) return success({ problems: [] })
      if (!chosen.ok) return chosen
      return success(await takeFile(chosen.value.name ?? '', chosen.value.text ?? ''))
    },
    'compare.list': (input, { signal }) => answers['compare.list'](input, signal),
    'compare.read': (input, { signal }) => answers['compare.read'](input, signal),
    'compare.impact': (input, { signal }) => answers['compare.impact'](input, signal),
    'compare.texts': (input, { signal }) => answers['compare.texts'](input, signal),
    'compare.expect': (input) => answers['compare.expect'](input),
    'compare.match': (input) => answers['compare.match'](input),
    'compare.candidates': (input, { signal }) => answers['compare.candidates'](input, signal),
  } satisfies Partial<Handlers>
}
