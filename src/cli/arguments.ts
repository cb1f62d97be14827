import { scimKind } from '../core/mapper/given'
import { parseOptions, UsageError, type Parsed } from './options'

export type Command =
  | { readonly name: 'help' }
  | RunArguments
  | { readonly name: 'test'; readonly files: readonly string[]; readonly json: boolean }
  | FmtArguments
  | LintArguments

export interface RunArguments {
  readonly name: 'run'
  readonly file: string
  /** File with what is sent, or with what the mapper is given. */
  readonly claims: string
  /** Kind of what is sent, `scim` for a user of a SCIM client; absent where it is claims as they are. */
  readonly provider?: string
  /** The file holds what the mapper for SCIM is given, as it is. */
  readonly exact: boolean
  /** `issuer_url` and `client_id` of the connection, to be compared with the claims. */
  readonly issuer?: string
  readonly clientId?: string
  /** The mapper's address, which counts in the size of the request; default: its text as `base64://`. */
  readonly mapperUrl?: string
  readonly identity?: string
  readonly schema?: string
  readonly form?: string
  readonly updateOnLogin?: 'never' | 'automatic'
  readonly json: boolean
}

export interface FmtArguments {
  readonly name: 'fmt'
  readonly files: readonly string[]
  readonly check: boolean
  readonly write: boolean
  readonly json: boolean
}

export interface LintArguments {
  readonly name: 'lint'
  readonly files: readonly string[]
  readonly provider?: string
  readonly schema?: string
  readonly fix: boolean
  readonly json: boolean
}

export const usage = `Usage:
  sso-workbench mapper run FILE --claims FILE [--provider KIND [--issuer URL] [--client-id ID]] [--schema FILE]
             [--form FILE] [--identity FILE [--update-on-login automatic|never]]
             [--mapper-url URL] [--json]
  sso-workbench mapper run FILE --scim FILE [--exact] [--schema FILE] [--identity FILE] [--mapper-url URL] [--json]
  sso-workbench mapper test [DIR | FILE ...] [--json]
  sso-workbench mapper fmt FILE ... [--check | --write] [--json]
  sso-workbench mapper lint FILE ... [--provider KIND] [--schema FILE] [--fix] [--json]

run   Evaluates a mapper as Ory does and prints its output. The claims are what the mapper gets;
      with --provider they are what that kind of identity provider (or saml) sends; with --issuer and
      --client-id also whether Ory takes a token with their iss and aud; without iss, as from userinfo,
      the issuer is what --issuer says. With --identity it is a sign-in of that identity, else a
      registration. --form holds traits that a person typed into the registration form, which win.
      The mapper's address counts in the size of what Ory sends to its worker: it is that of
      --mapper-url, else the text as base64://, which is longer than an address in Ory's storage.
      What is known from reading or not at all is said; FILE may be - for standard input.
      With --scim it is the mapper of a SCIM client: FILE holds the user that the client sends, or with
      --exact what the mapper gets. With --identity the user is there already.
test  Runs the saved cases (*.case.json) of a folder, by default this one, or of files.
fmt   Prints a mapper formatted; --write changes the files, --check only lists those that would change.
      Control characters and commands of CI runners are printed escaped, and exactly only into a file.
lint  Tells mistakes in mappers; --fix corrects those that have a safe correction. KIND is scim for
      the mapper of a SCIM client.

Files may be patterns such as 'mappers/**/*.jsonnet'; a schema may be preset://email and the like.
Exit code 0 when all is well; 2 where --check names files that --write would change; 1 otherwise.
`

const options = {
  claims: 'text',
  scim: 'text',
  provider: 'text',
  issuer: 'text',
  'client-id': 'text',
  'mapper-url': 'text',
  identity: 'text',
  schema: 'text',
  form: 'text',
  'update-on-login': 'text',
  exact: 'flag',
  check: 'flag',
  write: 'flag',
  fix: 'flag',
  json: 'flag',
} as const

type OptionName = keyof typeof options

const allowed: Readonly<Record<string, readonly OptionName[]>> = {
  run: [
    'claims',
    'scim',
    'exact',
    'provider',
    'issuer',
    'client-id',
    'mapper-url',
    'identity',
    'schema',
    'form',
    'update-on-login',
    'json',
  ],
  test: ['json'],
  fmt: ['check', 'write', 'json'],
  lint: ['provider', 'schema', 'fix', 'json'],
}

/** Parses the arguments; throws `UsageError` where they cannot be understood. */
export function parseCommand(args: readonly string[]): Command {
  const { values, rest } = parseOptions(args, options)
  const [name = '', ...files] = rest
  if (name === '' && Object.keys(values).length === 0) return { name: 'help' }
  const known = allowed[name]
  if (!known) throw new UsageError(`There is no command “${name}”.`)
  // `includes` tests whether it is one of the names.
  const unknown = Object.keys(values).find((option) => !known.includes(option as OptionName))
  if (unknown !== undefined) throw new UsageError(`${name} has no option --${unknown}.`)

  const json = values.json ?? false
  const provider = values.provider === undefined ? {} : { provider: values.provider }
  const schema = values.schema === undefined ? {} : { schema: values.schema }
  switch (name) {
    case 'run': {
      const [file, ...more] = files
      if (file === undefined || more.length > 0) throw new UsageError('run takes one mapper.')
      const { identity, scim, exact = false } = values
      const claims = values.claims ?? scim
      if (claims === undefined) throw new UsageError('run needs --claims FILE or --scim FILE.')
      checkScim(values)
      const kind = scim === undefined ? provider : { provider: scimKind }
      const issuer = values.issuer === undefined ? {} : { issuer: values.issuer }
      const id = values['client-id']
      const clientId = id === undefined ? {} : { clientId: id }
      const url = values['mapper-url']
      const mapperUrl = url === undefined ? {} : { mapperUrl: url }
      const given = identity === undefined ? {} : { identity }
      const form = values.form === undefined ? {} : { form: values.form }
      const update = updateOnLogin(values['update-on-login'])
      return {
        name,
        file,
        claims,
        exact,
        json,
        ...issuer,
        ...clientId,
        ...mapperUrl,
        ...kind,
        ...schema,
        ...form,
        ...given,
        ...update,
      }
    }
    case 'test':
      return { name, files: files.length === 0 ? ['.'] : files, json }
    case 'fmt': {
      const { check = false, write = false } = values
      if (check && write) throw new UsageError('fmt takes --check or --write, not both.')
      return { name, files: some(name, files), check, write, json }
    }
    default:
      return {
        name: 'lint',
        files: some(name, files),
        fix: values.fix ?? false,
        json,
        ...provider,
        ...schema,
      }
  }
}

/** What only sign-ins have, and what only a user of a SCIM client can be. */
const ofSignIns = ['claims', 'provider', 'issuer', 'client-id', 'form', 'update-on-login'] as const

function checkScim(values: Parsed<typeof options>['values']): void {
  if (values.scim === undefined) {
    if (values.exact !== undefined) throw new UsageError('--exact goes with --scim.')
    return
  }
  const wrong = ofSignIns.find((name) => values[name] !== undefined)
  if (wrong !== undefined) throw new UsageError(`--${wrong} does not go with --scim.`)
}

function some(name: string, files: readonly string[]): readonly string[] {
  if (files.length === 0) throw new UsageError(`${name} needs a file.`)
  return files
}

function updateOnLogin(value: string | undefined) {
  if (value === undefined) return {}
  if (value === 'never' || value === 'automatic') return { updateOnLogin: value } as const
  throw new UsageError('--update-on-login is never or automatic.')
}
