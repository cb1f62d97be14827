import { t } from '../language/translate'
import type { AddressInProject, AddressLine } from './address-lines'
import type { WhoConnection, WhoWay } from './who-row'

type Tone = 'good' | 'warning' | 'danger' | 'neutral'

/** What becomes of a person, in a few words. */
export function wayWords({ kind, offered, isLockOut, organizations }: WhoWay): {
  readonly text: string
  readonly tone: Tone
} {
  if (kind === 'no-address') return { text: t('No e-mail address or domain'), tone: 'neutral' }
  if (isLockOut) return { text: t('Locked out'), tone: 'danger' }
  switch (kind) {
    case 'claimed-twice':
      return {
        text: t('Claimed by {n} organizations', { n: organizations.length }),
        tone: 'danger',
      }
    case 'none':
      return { text: t('Locked out'), tone: 'danger' }
    case 'single':
      return { text: t('One connection'), tone: 'good' }
    case 'several':
      return { text: t('Choice of {n} connections', { n: offered }), tone: 'good' }
    case 'no-organization':
      return {
        text:
          offered === 0
            ? t('No organization')
            : t(
                'No organization; {count, plural, one {# social connection} ' +
                  'other {# social connections}}',
                { count: offered },
              ),
        tone: 'neutral',
      }
  }
}

export function wayExplanation({ kind, domain = '', isLockOut }: WhoWay): string {
  if (kind === 'no-address')
    return t('Type an e-mail address, or a domain such as customer.example.')
  if (isLockOut) {
    return t(
      'People of {domain} are sent to single sign-on, and nothing that works is offered to them.',
      { domain },
    )
  }
  switch (kind) {
    case 'claimed-twice':
      return t(
        'More than one organization claims {domain}. Ory does not say which of them takes ' +
          'its people.',
        { domain },
      )
    case 'none':
    case 'single':
      return t('People of {domain} get one button for single sign-on, and no password field.', {
        domain,
      })
    case 'several':
      return t(
        'People of {domain} choose between the connections of their organization, and get ' +
          'no password field.',
        { domain },
      )
    case 'no-organization':
      return t(
        'No organization has {domain}. People are offered the social connections, beside ' +
          'whatever else the project allows, such as a password.',
        { domain },
      )
  }
}

/** Of an address that no organization takes: which of them would need the domain, and why that one. */
export function whoNeeds({ kind, domain = '', likely }: WhoWay): string {
  if (kind !== 'no-organization') return ''
  if (!likely) {
    return t(
      'For single sign-on, add {domain} to the domains of the organization that these people belong to.',
      { domain },
    )
  }
  const { label: organization, because: why } = likely
  switch (why.kind) {
    case 'above':
      return t(
        '“{organization}” has {other}, but Ory compares whole domains: a subdomain is another ' +
          'one. If these people belong to it, it needs {domain} too.',
        { organization, domain, other: why.domain },
      )
    case 'below':
      return t(
        '“{organization}” has {other}, which is under {domain}. If these people belong to it, ' +
          'it needs {domain} too.',
        { organization, domain, other: why.domain },
      )
    case 'name':
      return t(
        '“{organization}” goes by the same name. If these people belong to it, it needs {domain} too.',
        { organization, domain },
      )
  }
}

const because = {
  'method-off': t('Not offered: its sign-in method is off'),
  disabled: t('Not offered: it is disabled'),
}

/** What is special about a connection of a row; empty where it simply is offered. */
export function connectionRemark(connection: WhoConnection): string {
  if (connection.because !== undefined) return because[connection.because]
  return connection.fault === undefined ? '' : t('Cannot work: {why}', { why: connection.fault })
}

const names = ({ organizations }: WhoWay) => organizations.map(({ label }) => label).join(', ')

function offeredNames({ connections, offered }: WhoWay): string {
  const shown = connections.filter((item) => item.because === undefined)
  const more = offered - shown.length
  const list = shown.map(({ label }) => label).join(', ')
  return more > 0 ? t('{name} and {n} more', { name: list, n: more }) : list
}

/** What stands in the columns of an address in a project. */
export function rowTexts({ way }: Pick<AddressInProject, 'way'>) {
  return { organization: names(way), connections: offeredNames(way), way: wayWords(way).text }
}

/** What would have to be for somebody to take an address that nobody takes. */
export function missWords({ domain, likely }: Extract<AddressLine, { kind: 'miss' }>): string {
  if (domain === undefined) return t('No e-mail address or domain')
  const nobody = t('No organization has {domain}; the organization of these people needs it.', {
    domain,
  })
  if (!likely) return nobody
  return `${nobody} ${likely.project}: ${whoNeeds(likely.way)}`
}

/** The head and lines of addresses as a table. */
export function addressTable(lines: readonly AddressLine[]): string[][] {
  const head = [
    t('Address'),
    t('Project'),
    t('Environment'),
    t('How they sign in'),
    t('Organization'),
    t('Connections'),
  ]
  const rows = lines.map((line) => {
    if (line.kind === 'miss') return [line.text, '', '', missWords(line), '', '']
    const { organization, connections, way } = rowTexts(line)
    return [line.text, line.project, line.environment, way, organization, connections]
  })
  return [head, ...rows]
}
