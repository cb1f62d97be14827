import { namedFaults, operationIds, switches } from './cli-switches'

const width = 100
const column = 34

export function helpText(): string {
  const own = switches.map(({ name, value, help, repeats }) =>
    row(
      `--${name}${value === undefined ? '' : ` ${value}`}`,
      repeats ? `${help} (repeatable)` : help,
    ),
  )
  return `A local stand-in for the Ory console API with a demo workspace, on 127.0.0.1.

Usage: npm run --silent emulator -- [SWITCH ...]

${own.join('\n')}
${row('--list-faults', 'the faults and operations with what they do')}
${row('--help', 'this text')}

Faults, for --fault:

${faultRows()}

For example: --fault drop-after:operation=createOrganization --fault unavailable:probability=0.2

It runs until it is interrupted and keeps nothing.
`
}

export function faultList(): string {
  return `${faultRows()}\n\nOperations:\n\n${operationIds.map((name) => `  ${name}`).join('\n')}\n`
}

function faultRows(): string {
  return namedFaults.map(({ name, explains }) => row(name, explains)).join('\n')
}

/** A term and its text, wrapped beside it or, if the term is too long, below it. */
function row(term: string, text: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && column + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  lines.push(line)
  const start = `  ${term}`
  const head = start.length + 1 < column ? '' : `${start}\n`
  const [one = '', ...others] = lines
  const begin = head === '' ? start.padEnd(column) : ' '.repeat(column)
  return head + [begin + one, ...others.map((item) => ' '.repeat(column) + item)].join('\n')
}
