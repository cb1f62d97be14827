import type { OpenQuestion } from '../services/guards/guards'
import { askYesOrNo, type YesOrNo } from './ask-yes-or-no'

const mostNamed = 10

function unlockQuestion({ project }: Extract<OpenQuestion, { kind: 'unlock' }>): YesOrNo {
  return {
    type: 'warning',
    message: `Unlock ${project.name}?`,
    detail:
      `${project.name} (${project.environment}) is read-only on this computer. ` +
      'Unlocked, it can be published to again.',
    yes: 'Unlock',
  }
}

function allowQuestion({ workspace, opened }: Extract<OpenQuestion, { kind: 'allow' }>): YesOrNo {
  const names =
    opened === 'all' ? [] : opened.map(({ name, environment }) => `${name} (${environment})`)
  const more = names.length - mostNamed
  return {
    type: 'warning',
    message: `Allow more projects of ${workspace} to be written?`,
    detail:
      opened === 'all'
        ? 'Every project of the workspace may be written then, also those made later.'
        : [
            'These may be written then, too:',
            ...names.slice(0, mostNamed),
            ...(more > 0 ? [`and ${more} more`] : []),
          ].join('\n'),
    yes: 'Allow',
  }
}

/** Asks in a dialog of the system before more may be written; the default is no. */
export function askToOpen(question: OpenQuestion): Promise<boolean> {
  return askYesOrNo(question.kind === 'unlock' ? unlockQuestion(question) : allowQuestion(question))
}
