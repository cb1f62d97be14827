import { dialog, type MessageBoxOptions } from 'electron'
import type { OpenQuestion } from '../services/guards/guards'
import { windowInFront } from './window-in-front'

const mostNamed = 10

function unlockOptions({ project }: Extract<OpenQuestion, { kind: 'unlock' }>): MessageBoxOptions {
  return {
    type: 'warning',
    message: `Unlock ${project.name}?`,
    detail:
      `${project.name} (${project.environment}) is read-only on this computer. ` +
      'Unlocked, it can be published to again.',
    buttons: ['Cancel', 'Unlock'],
  }
}

function allowOptions({
  workspace,
  opened,
}: Extract<OpenQuestion, { kind: 'allow' }>): MessageBoxOptions {
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
    buttons: ['Cancel', 'Allow'],
  }
}

/** Asks in a dialog of the system, which no page can answer, before more may be written; the default is no. */
export async function askToOpen(question: OpenQuestion): Promise<boolean> {
  const own = question.kind === 'unlock' ? unlockOptions(question) : allowOptions(question)
  const options = { ...own, defaultId: 0, cancelId: 0 }
  const window = windowInFront()
  const { response } = window
    ? await dialog.showMessageBox(window, options)
    : await dialog.showMessageBox(options)
  return response === 1
}
