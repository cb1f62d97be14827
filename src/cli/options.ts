import { parseArgs } from 'node:util'
import { CommandError } from './command-error'

/** Arguments that cannot be understood, as explained by the message. */
export class UsageError extends CommandError {
  override code = 'usage' as const
}

/** Value of an option: none, one, or one for each time that it is given. */
type Kind = 'flag' | 'text' | 'texts'
export type Kinds = Readonly<Record<string, Kind>>
type Given<Of extends Kind> = Of extends 'flag' ? true : Of extends 'text' ? string : string[]

export interface Parsed<Options extends Kinds> {
  readonly values: { readonly [Name in keyof Options]?: Given<Options[Name]> }
  /** The other arguments, in order. */
  readonly rest: readonly string[]
}

/**
 * Reads the arguments of a command.
 *
 * @param kinds its options without `--help`
 * @throws UsageError for an unknown option, a missing value, or one too many
 */
export function parseOptions<const Options extends Kinds>(
  args: readonly string[],
  kinds: Options,
): Parsed<Options> {
  const { tokens } = parseArgs({
    args: [...args],
    // The errors below have clearer words than Node's.
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        name,
        { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
      ]),
    ),
  })
  const rest: string[] = []
  const values = new Map<string, true | string | string[]>()
  for (const token of tokens) {
    if (token.kind === 'positional') rest.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value } = token
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined)
      throw new UsageError(`There is no option ${rawName}.`, ...hintsFor(args))
    if (kind === 'flag') {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value.`)
      values.set(name, true)
      continue
    }
    if (value === undefined) throw new UsageError(`${rawName} needs a value.`)
    const before = values.get(name)
    if (kind === 'text') {
      if (before !== undefined) throw new UsageError(`${rawName} is given twice.`)
      values.set(name, value)
    } else values.set(name, [...(Array.isArray(before) ? before : []), value])
  }
  return {
    // The loop above gives each the type of its kind.
    values: Object.fromEntries(values) as Parsed<Options>['values'],
    rest,
  }
}

/** What replaces options of Terraform. */
const hints = [
  [
    /^--?detailed-exitcode\b/,
    'plan always ends with exit code 2 where something is to be changed.',
  ],
  [
    /^--?auto-approve\b/,
    'apply never asks: --production NAME and --allow-lock-out DOMAIN allow what needs to be allowed.',
  ],
] as const

const hintsFor = (args: readonly string[]) =>
  hints.filter(([name]) => args.some((each) => name.test(each))).map(([, hint]) => hint)

function optionsEnd(args: readonly string[]): number {
  const end = args.indexOf('--')
  return end < 0 ? args.length : end
}

/** Whether one of these options is given, before a `--`. */
export const hasOption = (args: readonly string[], ...names: readonly string[]): boolean =>
  args.slice(0, optionsEnd(args)).some((each) => names.includes(each))

export const withoutOption = (args: readonly string[], name: string): readonly string[] =>
  args.filter((each, at) => each !== name || at >= optionsEnd(args))

export const asksForHelp = (args: readonly string[]): boolean => hasOption(args, '--help', '-h')

/** The only argument. @param words error for none or several */
export function theOnly([only, another]: readonly string[], words: string): string {
  if (only === undefined || another !== undefined) throw new UsageError(words)
  return only
}

/** The output format: `--json`, or one of `--format`, by default the first. */
export function formOf<const Form extends string>(
  command: string,
  { json, format }: { readonly json?: true; readonly format?: string },
  forms: readonly [Form, ...Form[]],
): Form | 'json' {
  const form = format === undefined ? forms[0] : forms.find((each) => each === format)
  if (form === undefined) {
    const known = forms.length > 2 ? `one of ${forms.join(', ')}` : forms.join(' or ')
    throw new UsageError(`--format is ${known}.`)
  }
  if (json && format !== undefined) {
    throw new UsageError(`${command} takes --json or --format, not both.`)
  }
  return json ? 'json' : form
}

/** Names of environment variables by `CONNECTION:FIELD`, or by `CONNECTION` for its only secret. */
export type NamedVariables = ReadonlyMap<string, string>

/** Reads `CONNECTION=VARIABLE` and `CONNECTION:FIELD=VARIABLE`. */
export function readSecretOptions(given: readonly string[]): NamedVariables {
  const variables = new Map(
    given.map((text) => {
      // The first `=`: if a person typed the secret itself, no part of it may count as the name, which errors repeat.
      const at = text.indexOf('=')
      const [name, variable] = [text.slice(0, at), text.slice(at + 1)]
      // The error does not repeat the text, which may be the secret itself.
      if (at <= 0 || !/^[A-Za-z_]\w*$/.test(variable)) {
        throw new CommandError(
          '--secret is CONNECTION=VARIABLE: the name of a variable of the environment, not the secret.',
        )
      }
      return [name, variable] as const
    }),
  )
  if (variables.size < given.length) {
    throw new CommandError('--secret names one connection twice.')
  }
  return variables
}

/** Options of every command that asks a server. */
export const serverOptions = {
  project: 'text',
  workspace: 'text',
  api: 'text',
  settings: 'text',
} as const

export const serverUsage = `The key of a workspace comes from ORY_WORKSPACE_API_KEY; without it --workspace NAME takes the key that the
app keeps for a workspace in the keychain of this computer. A key is sent to Ory’s hosts, or to the address of
--api alone, that of the app to the address that it was stored for, and none is ever printed. The NAME of a
project is its name, slug or ID. Projects that are locked in the app on this computer stay locked; --settings
DIR is the app’s folder where it is not the usual one.
`

export type ServerValues = Parsed<typeof serverOptions>['values']
