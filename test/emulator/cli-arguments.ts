import { parseArgs } from 'node:util'
import { largeState } from './large-state'
import { faultKinds, type FaultKind } from './fault-kinds'
import type { FaultRule } from './fault-rule'
import type { EmulatorOptions } from './options'
import { routes } from '../../src/emulator/routes'

export interface Wanted {
  readonly options: EmulatorOptions
  readonly faults: readonly FaultRule[]
}

export class UsageError extends Error {}

/** `faultKinds`, and faults whose outcome differs between operations. */
const namedFaults: readonly Pick<FaultKind, 'name' | 'rule' | 'explains'>[] = [
  ...faultKinds,
  {
    name: 'other-writer',
    rule: { otherWriter: true },
    explains: 'before the request, another writer renames an organization: the revision moves',
  },
]

/** Possible values of `operation` in a fault: the operations of the API, and reading a stored text. */
export const operationIds: readonly string[] = [
  ...routes.map(([, , operationId]) => operationId),
  'getStoredContent',
]

export const helpText = `A local stand-in for the Ory console API with a demo workspace, on 127.0.0.1.

Usage: npm run --silent emulator -- [SWITCH ...]

  --option NAME=VALUE       an option of test/emulator/options.ts, such as port=4000 or
                            organizationRequests=gone; the value is JSON or text (repeatable)
  --large ORGS,CONNECTIONS  one generated project of that size instead of the demo
  --fault NAME[:WHEN,…]     do this to requests; WHEN is operation=ID, times=N or always,
                            probability=0..1 (repeatable)
  --list-faults             the faults and operations
  --help                    this text

For example: --fault drop-after:operation=createOrganization --fault unavailable:probability=0.2

It runs until it is interrupted and keeps nothing.
`

export const faultList = `${namedFaults.map(({ name, explains }) => `  ${name}: ${explains}`).join('\n')}

Operations:

${operationIds.map((name) => `  ${name}`).join('\n')}
`

/** @throws UsageError for arguments that cannot be understood. */
export function readArguments(args: string[]): Wanted | 'help' | 'list-faults' {
  const values = parse(args)
  if (values.help) return 'help'
  if (values['list-faults']) return 'list-faults'
  const { option = [], large, fault = [] } = values
  return {
    options: {
      ...(large === undefined ? {} : { state: stateOfSize(large) }),
      ...Object.fromEntries(option.map(namedValue)),
    },
    faults: fault.map(toRule),
  }
}

function parse(args: string[]) {
  try {
    const several = { type: 'string', multiple: true } as const
    const flag = { type: 'boolean' } as const
    return parseArgs({
      args,
      options: {
        option: several,
        fault: several,
        large: { type: 'string' },
        help: flag,
        'list-faults': flag,
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function namedValue(text: string): [string, unknown] {
  const [, name = '', value = ''] = /^(\w+)=(.+)$/s.exec(text) ?? []
  if (name === '') throw new UsageError(`--option takes NAME=VALUE; not "${text}"`)
  try {
    return [name, JSON.parse(value)]
  } catch {
    return [name, value]
  }
}

function stateOfSize(text: string) {
  const [, organizations, connections] = /^(\d+),(\d+)$/.exec(text) ?? []
  if (connections === undefined)
    throw new UsageError(`--large takes two whole numbers; not "${text}"`)
  return largeState({ organizations: Number(organizations), connections: Number(connections) })
}

function toRule(text: string): FaultRule {
  const [name = '', ...rest] = text.split(':')
  const found = namedFaults.find((item) => item.name === name)
  if (!found) throw new UsageError(`No fault "${name}"; --list-faults names all`)
  const rule: FaultRule = { ...found.rule, times: 1 }
  for (const part of rest.join(':').split(',').filter(Boolean)) {
    const [key = '', value = ''] = part.split('=')
    if (key === 'operation' && operationIds.includes(value)) rule.operation = value
    else if (key === 'times' && /^(?:\d+|always)$/.test(value))
      rule.times = value === 'always' ? Infinity : Number(value)
    else if (key === 'probability' && value !== '' && Number(value) >= 0 && Number(value) <= 1)
      rule.probability = Number(value)
    else throw new UsageError(`A fault cannot have "${part}"; --list-faults names all operations`)
  }
  // A probability that applies only once would hardly ever be noticed.
  if (rule.probability !== undefined && !/times=/.test(text)) rule.times = Infinity
  return rule
}
