import { t } from '../../core/language/translate'
import type { OpenQuestion } from '../services/guards/guards'
import { askYesOrNo, type YesOrNo } from './ask-yes-or-no'
import { nameWithEnvironment } from './environment-words'

const mostNamed = 10

function unlockQuestion({ project }: Extract<OpenQuestion, { kind: 'unlock' }>): YesOrNo {
  return {
    type: 'warning',
    message: t('Unlock {project}?', { project: project.name }),
    detail: t('{project} is read-only on this computer. Unlocked, it can be published to again.', {
      project: nameWithEnvironment(project),
    }),
    yes: t('Unlock'),
  }
}

function allowQuestion({ workspace, opened }: Extract<OpenQuestion, { kind: 'allow' }>): YesOrNo {
  const names = opened === 'all' ? [] : opened.map(nameWithEnvironment)
  const more = names.length - mostNamed
  return {
    type: 'warning',
    message: t('Allow more projects of {workspace} to be written?', { workspace }),
    detail:
      opened === 'all'
        ? t('Every project of the workspace may be written then, also those made later.')
        : [
            t('These may be written then, too:'),
            ...names.slice(0, mostNamed),
            ...(more > 0 ? [t('and {more} more', { more })] : []),
          ].join('\n'),
    yes: t('Allow'),
  }
}

/** Asks in a dialog of the system before more may be written; the default is no. */
export function askToOpen(question: OpenQuestion): Promise<boolean> {
  return askYesOrNo(question.kind === 'unlock' ? unlockQuestion(question) : allowQuestion(question))
}
