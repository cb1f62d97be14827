import { UsageError, type Parsed } from './options'
import { ended, type Ended, type Streams } from './streams'

export const mapperUsage = `Usage:
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

export const mapperOptions = {
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

type MapperArguments = Parsed<typeof mapperOptions>
export type MapperValues = MapperArguments['values']

/** Options of sign-ins, which a SCIM client does not have. */
const signInOptions = [
  'claims',
  'provider',
  'issuer',
  'client-id',
  'form',
  'update-on-login',
] as const
const allowed: Readonly<Record<string, readonly string[]>> = {
  run: [...signInOptions, 'scim', 'exact', 'mapper-url', 'identity', 'schema', 'json'],
  test: ['json'],
  fmt: ['check', 'write', 'json'],
  lint: ['provider', 'schema', 'fix', 'json'],
}

/** The mapper of `mapper run`. */
function theMapper([file, ...more]: readonly string[]): string {
  if (file === undefined || more.length > 0) throw new UsageError('run takes one mapper.')
  return file
}

/** Checks which options go together. */
function checkRun(values: MapperValues): void {
  const { claims, scim, exact } = values
  if (claims === undefined && scim === undefined) {
    throw new UsageError('run needs --claims FILE or --scim FILE.')
  }
  if (scim === undefined && exact) throw new UsageError('--exact goes with --scim.')
  const wrong = signInOptions.find((name) => values[name] !== undefined)
  if (scim !== undefined && wrong !== undefined) {
    throw new UsageError(`--${wrong} does not go with --scim.`)
  }
}

/** `mapper run|test|fmt|lint …` */
export async function runMapperCommand(
  { values, rest }: MapperArguments,
  out: Streams,
): Promise<Ended> {
  const [name = '', ...files] = rest
  if (name === '' && Object.keys(values).length === 0) {
    out.write(mapperUsage)
    return ended.done
  }
  const known = Object.hasOwn(allowed, name) ? allowed[name] : undefined
  if (!known) throw new UsageError(`There is no command “${name}”.`)
  const unknown = Object.keys(values).find((option) => !known.includes(option))
  if (unknown !== undefined) throw new UsageError(`${name} has no option --${unknown}.`)
  if (name === 'test') {
    const { testCommand } = await import('./test-command')
    return testCommand(files.length === 0 ? ['.'] : files, values, out)
  }
  if (name === 'run') {
    const file = theMapper(files)
    checkRun(values)
    return (await import('./run-command')).runCommand(file, values, out)
  }
  if (values.check && values.write) {
    throw new UsageError('fmt takes --check or --write, not both.')
  }
  if (files.length === 0) throw new UsageError(`${name} needs a file.`)
  return name === 'fmt'
    ? (await import('./fmt-command')).fmtCommand(files, values, out)
    : (await import('./lint-command')).lintCommand(files, values, out)
}
