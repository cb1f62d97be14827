import type { WhoRow } from '../../../core/ipc/who'
import { counted } from '../../../core/model/counted'
import type { WhoConnection, WhoWay } from '../../../core/sign-in-ways/who-row'

type Tone = 'good' | 'warning' | 'danger' | 'neutral'

/** What becomes of a person, in a few words. */
export function wayWords({ kind, offered, isLockOut, organizations }: WhoWay): {
  readonly text: string
  readonly tone: Tone
} {
  if (kind === 'no-address') return { text: 'No e-mail address or domain', tone: 'neutral' }
  if (isLockOut) return { text: 'Locked out', tone: 'danger' }
  switch (kind) {
    case 'claimed-twice':
      return { text: `Claimed by ${organizations.length} organizations`, tone: 'danger' }
    case 'none':
      return { text: 'Locked out', tone: 'danger' }
    case 'single':
      return { text: 'One connection', tone: 'good' }
    case 'several':
      return { text: `Choice of ${offered} connections`, tone: 'good' }
    case 'no-organization':
      return {
        text:
          offered === 0
            ? 'No organization'
            : `No organization; ${counted(offered, 'social connection')}`,
        tone: 'neutral',
      }
  }
}

/** One line on what a row means, for the detail. */
export function wayExplanation({ kind, domain = '', isLockOut, above }: WhoWay): string {
  if (kind === 'no-address') return 'Type an e-mail address, or a domain such as customer.example.'
  if (isLockOut) {
    return `People of ${domain} are sent to single sign-on, and nothing that works is offered to them.`
  }
  switch (kind) {
    case 'claimed-twice':
      return `More than one organization claims ${domain}. Ory does not say which of them takes its people.`
    case 'none':
    case 'single':
      return `People of ${domain} get one button for single sign-on, and no password field.`
    case 'several':
      return `People of ${domain} choose between the connections of their organization, and get no password field.`
    case 'no-organization': {
      const under = above
        ? ` “${above.label}” has ${above.domain}, but Ory compares whole domains: a sub-domain is another one.`
        : ''
      return `No organization has ${domain}. People are offered the social connections, beside whatever else the project allows, such as a password.${under}`
    }
  }
}

const because = {
  'method-off': 'Not offered: its sign-in method is off',
  disabled: 'Not offered: it is disabled',
} as const

/** What is special about a connection of a row; empty where it simply is offered. */
export function connectionRemark(connection: WhoConnection): string {
  if (connection.because !== undefined) return because[connection.because]
  return connection.fault === undefined ? '' : `Cannot work: ${connection.fault}`
}

const names = (row: WhoRow) => row.way.organizations.map(({ label }) => label).join(', ')
const offeredNames = ({ way }: WhoRow) => {
  const shown = way.connections.filter((item) => item.because === undefined)
  const more = way.offered - shown.length
  const list = shown.map(({ label }) => label).join(', ')
  return more > 0 ? `${list} and ${more} more` : list
}

/** What stands in the columns of a row. */
export function rowTexts(row: WhoRow) {
  return { organization: names(row), connections: offeredNames(row), way: wayWords(row.way).text }
}

/** A cell as a spreadsheet takes it from the clipboard: what could be a formula there is made text. */
const cell = (text: string) => {
  const plain = text.replaceAll(/[\t\r\n]+/g, ' ')
  return /^[=+@-]/.test(plain) ? `'${plain}` : plain
}

/** Rows as a table with tabs, which spreadsheets take. */
export function tableText(rows: readonly WhoRow[]): string {
  const head = ['Address', 'Project', 'Environment', 'Way', 'Organization', 'Connections']
  const lines = rows.map((row) => {
    const { organization, connections, way } = rowTexts(row)
    return [row.text, row.project, row.environment, way, organization, connections]
  })
  return [head, ...lines].map((line) => line.map(cell).join('\t')).join('\n')
}

/** The addresses and domains in a text: one a line, or with commas, semicolons and blanks between. */
export function addressesIn(text: string): string[] {
  const parts = text.split(/[\s,;<>"()]+/u).filter((part) => part !== '' && part.length <= 320)
  return [...new Set(parts)]
}
