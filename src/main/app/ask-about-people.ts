import { t } from '../../core/language/translate'
import type { PeopleQuestion } from '../services/people/open-people'
import { askYesOrNo, type YesOrNo } from './ask-yes-or-no'
import { nameWithEnvironment } from './environment-words'

function wordsOf({ project, purpose }: PeopleQuestion): Pick<YesOrNo, 'message' | 'yes'> {
  if (purpose.kind !== 'show') {
    const { name } = project
    return purpose.kind === 'count'
      ? { message: t('Count the people of {project}?', { project: name }), yes: t('Count') }
      : {
          message: t('Read the people of {project} for a table?', { project: name }),
          yes: t('Read'),
        }
  }
  const { of } = purpose
  const messages = {
    outside: t('Show the e-mail addresses of people of {of} who are in no organization?', { of }),
    'other-domain': t(
      'Show the e-mail addresses of people of {of} whose domain it does not have?',
      { of },
    ),
    emergency: t('Show the e-mail addresses of people with emergency access to {of}?', { of }),
  }
  return { message: messages[purpose.group], yes: t('Show') }
}

/** Asks in a dialog of the system before a key is made, or people are shown; the default is no. */
export function askAboutPeople(question: PeopleQuestion): Promise<boolean> {
  const { project, purpose, makesKey } = question
  const key = t(
    'The app makes an API key of {project} that is valid for an hour, reads with it, and deletes it again at once. ' +
      'No account is created or changed.',
    { project: nameWithEnvironment(project) },
  )
  const kept =
    purpose.kind === 'count'
      ? t('Only counts and times are kept on this computer, and nothing of a person.')
      : purpose.kind === 'show'
        ? t('The addresses stand in the window until it is left, and are kept nowhere.')
        : t('The table has ids alone. Then the app asks where to save it.')
  return askYesOrNo({
    type: 'question',
    ...wordsOf(question),
    detail: makesKey ? `${key} ${kept}` : kept,
  })
}
