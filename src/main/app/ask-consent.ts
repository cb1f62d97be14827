import type { CheckReport } from '../../core/check/report'
import { t } from '../../core/language/translate'
import type { OldElectronQuestion } from '../services/workspaces/electron-support'
import { askYesOrNo } from './ask-yes-or-no'

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
