import type { CommandName } from '../../../core/app/commands/app-commands'
import { t } from '../../../core/language/translate'

export interface TourStep {
  readonly title: string
  /** Sentences; `{NAME}` stands for the keys of the command of this name. */
  readonly text: string
  /** CSS selector of what it is about, where that is one thing. */
  readonly about?: string
}

export const tourSteps: readonly TourStep[] = [
  {
    title: t('Customers'),
    text: t(
      'Each organization is a customer with the e-mail domains of its people. ' +
        'Choose one to see its connections alone, and its fields at the right.',
    ),
    about: '[data-list="organizations"]',
  },
  {
    title: t('How their people sign in'),
    text: t(
      'Each connection is an identity provider, by OIDC or SAML. Its row says ' +
        'what it needs, such as a certificate that expires.',
    ),
    about: '[data-list="connections"]',
  },
  {
    title: t('A new customer'),
    text: t(
      'Copy the customer’s e-mail and paste it anywhere outside of a field: ' +
        'organization, domains and connection are offered as one set. Or fill in ' +
        'the form ({new-connection}).',
    ),
    about: '[data-tour="new-connection"]',
  },
  {
    title: t('Nothing is sent before you publish'),
    text: t(
      'Every edit is kept in a draft on this computer at once, with undo. Review ' +
        'changes ({review}) shows in words and as exact requests what will be sent.',
    ),
    about: '[data-tour="review"]',
  },
  {
    title: t('Find anything'),
    text: t(
      'Projects, organizations, domains and connections of every workspace, by ' +
        'whatever words a ticket contains ({switch-project}).',
    ),
    about: '[data-tour="switcher"]',
  },
  {
    title: t('Two groups of views'),
    text: t(
      'All projects: what is wrong or will be, every organization and who signs in where, ' +
        'drafts, mappers, and how two projects differ. This project: its organizations and ' +
        'connections, and the history of its steps and publishes.',
    ),
    about: '[data-tour="views"]',
  },
  {
    title: t('Help, wherever you are'),
    text: t(
      'F1 explains the screen, and the small button beside a field explains the ' +
        'field. The command palette ({command-palette}) finds every command, this ' +
        'tour too.',
    ),
  },
]

export const textOf = (
  { text }: TourStep,
  keysOf: (name: CommandName) => string | undefined,
): string =>
  // The names are those of commands: the test goes through all of them.
  text.replaceAll(/\{([a-z-]+)\}/g, (_whole, name: CommandName) => keysOf(name) ?? '')
