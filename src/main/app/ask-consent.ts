import type { CheckReport } from '../../core/check/report'
import { t } from '../../core/language/translate'
import type { OldElectronQuestion } from '../services/workspaces/electron-support'
import { askYesOrNo, type YesOrNo } from './ask-yes-or-no'
import type { PeopleQuestion } from '../services/people/open-people'
import type { OpenQuestion } from '../services/guards/guards'
import type { TryQuestion } from '../services/try-connection/try-connection'
import { environmentNames } from '../../core/model/environment-names'
import { plainLine } from '../../core/model/plain-line'
import type { ProjectSummary } from '../../core/model/project'

/** Hosts may be as long as a name of the internet; the dialog is to stay readable. */
const longest = 120
const short = (host: string) => (host.length > longest ? `${host.slice(0, longest)}…` : host)

/** Asks in a dialog of the system before a server is used on an Electron out of support; the default is no. */
export function askToUseOldElectron(question: OldElectronQuestion): Promise<boolean> {
  return askYesOrNo({
    type: 'warning',
    message: t('Use {host} with an Electron out of support?', { host: short(question.host) }),
    detail: t(
      'This copy runs with Electron {running}, which gets no security fixes; the app is built for {builtFor}. ' +
        'The key of the workspace is used with it until the app is closed.',
      { running: question.running, builtFor: question.builtFor },
    ),
    yes: t('Connect anyway'),
  })
}

/** Asks in a dialog of the system before a check reads from a private network; the default is no. */
export function askToReadPrivate({
  host,
  address,
}: NonNullable<CheckReport['question']>): Promise<boolean> {
  return askYesOrNo({
    type: 'question',
    message: t('Check {host}?', { host: short(host) }),
    detail: t(
      'It leads to {address} in a private network. The check reads from there what the identity provider ' +
        'publishes, without any key.',
      { address },
    ),
    yes: t('Check it'),
  })
}

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

/** Asks in a dialog of the system before a key is sent to a server that is not Ory's; the default is no. */
export function askToSend(origin: string): Promise<boolean> {
  const { host } = new URL(origin)
  return askYesOrNo({
    type: 'warning',
    message: t('Send a workspace API key to {host}?', { host }),
    detail: t(
      '{host} is neither Ory’s server nor this computer. Whoever runs it can use the key for everything ' +
        'that it may do at Ory. Go on only if you know this server.',
      { host },
    ),
    yes: t('Send the key there'),
  })
}

/** Asks in a dialog of the system before a key is made; the default is no. */
export function askToTry({ project, connection }: TryQuestion): Promise<boolean> {
  return askYesOrNo({
    type: 'question',
    message: t('Try a sign-in with {connection}?', { connection }),
    detail: t(
      'The app makes an API key of {project} that is valid for an hour, makes a test sign-in with it, ' +
        'and deletes the key again at once. Then you sign in at the identity provider. No account is ' +
        'created or changed.',
      { project: nameWithEnvironment(project) },
    ),
    yes: t('Try sign-in'),
  })
}

/** A project in a question of the system, in one line: `Northwind (production)`. */
export const nameWithEnvironment = ({
  name,
  environment,
}: Pick<ProjectSummary, 'name' | 'environment'>): string =>
  `${plainLine(name)} (${environmentNames[environment]})`
