import { parseArgs } from 'node:util'
import { CommandError } from './command-error'

/** Arguments that cannot be understood, as explained by the message. */
export class UsageError extends CommandError {
  override code = 'usage' as const
}

/** What an option takes: nothing, one text, or a text each time that it is given. */
type Kind = 'flag' | 'text' | 'texts'
type Kinds = Readonly<Record<string, Kind>>
type Given<Of extends Kind> = Of extends 'flag' ? true : Of extends 'text' ? string : string[]

export interface Parsed<Options extends Kinds> {
  /** Options that were given, by their names. */
  readonly values: { readonly [Name in keyof Options]?: Given<Options[Name]> }
  /** What is no option, in its order. */
  readonly rest: readonly string[]
}

/**
 * Reads the arguments of a command.
 *
 * @param kinds the options that it has; `--help`, which every command has, is looked for before
 * @throws UsageError in words for an option that it does not have, or that is given in another way
 */
export function parseOptions<const Options extends Kinds>(
  args: readonly string[],
  kinds: Options,
): Parsed<Options> {
  const { tokens } = parseArgs({
    args: [...args],
    // What is wrong is said in our words, below.
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
    // Each has what its kind says: that was seen to above.
    values: Object.fromEntries(values) as Parsed<Options>['values'],
    rest,
  }
}

/** What people know from Terraform, and what takes its place here. */
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

/** Where `--` ends the options. */
function optionsEnd(args: readonly string[]): number {
  const end = args.indexOf('--')
  return end < 0 ? args.length : end
}

/** Whether one of these names stands among the arguments, before what ends the options. */
export const hasOption = (args: readonly string[], ...names: readonly string[]): boolean =>
  args.slice(0, optionsEnd(args)).some((each) => names.includes(each))

/** The arguments without an option that takes no value. */
export const withoutOption = (args: readonly string[], name: string): readonly string[] =>
  args.filter((each, at) => each !== name || at >= optionsEnd(args))

/** Whether `--help` or `-h` is among the arguments: then nothing else is looked at. */
export const asksForHelp = (args: readonly string[]): boolean => hasOption(args, '--help', '-h')

/**
 * The one argument that is no option.
 *
 * @param words what is said where there is none, or another
 */
export function theOnly([only, another]: readonly string[], words: string): string {
  if (only === undefined || another !== undefined) throw new UsageError(words)
  return only
}

/** The form of what a command prints: `--json`, or one of `--format`, by default the first. */
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
