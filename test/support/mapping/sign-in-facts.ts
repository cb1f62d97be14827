import { basisOfKind } from '../../../src/core/mapper/kratos/basis'
import { providerClaims } from '../../../src/core/mapper/kratos/provider-claims'
import { seenSignIns, unpredictable } from './sign-ins'

/** How something is known: for `run`, observed sign-ins show it. */
export type Known = 'run' | 'reading' | 'unknown'

export interface Fact {
  readonly about: string
  readonly what: string
  readonly known: Known
  /** Observed sign-ins that show it, by the beginning of their names. */
  readonly seen?: readonly string[]
  /** Where it was read, or why it is not known. */
  readonly from?: string
}

const run = (about: string, what: string, ...seen: string[]): Fact => ({
  about,
  what,
  known: 'run',
  seen,
})
const read = (about: string, what: string, from: string): Fact => ({
  about,
  what,
  known: 'reading',
  from,
})
const unknown = (about: string, what: string, from: string): Fact => ({
  about,
  what,
  known: 'unknown',
  from,
})

const kinds = [...providerClaims.keys()].filter((kind) => basisOfKind(kind) === 'reading')

/** What the mapper editor predicts, with its basis, in the order of a sign-in. */
export const facts: readonly Fact[] = [
  run('Claims', 'Types, empty values and names of standard claims of `generic`', 'claims-'),
  run('Claims', 'Claims from userinfo, which have no `iss`', 'userinfo'),
  run('Claims', 'The client among several in `aud`', 'claims-aud-', 'aud-in-raw'),
  read(
    'Claims',
    'A token without `aud`, or for another client: the form says which; Google’s issuer with and without its scheme',
    'go-oidc `verify.go`',
  ),
  unknown(
    'Claims',
    'Whether a token is for the client, where neither the connection nor `--client-id` names it',
    'the client ID is only in the connection',
  ),
  read(
    'Claims',
    'Claims from userinfo without `sub`: the form says that it is not that of the ID token',
    '`provider_generic_oidc.go`',
  ),
  unknown(
    'Claims',
    'Whether the `sub` of userinfo is that of the ID token',
    'the ID token is not among the claims',
  ),
  read(
    'Claims',
    `Claims of the other kinds: ${kinds.toSorted().join(', ')}`,
    'Kratos’ provider files; `saml`: Ory’s documentation',
  ),
  read(
    'Claims',
    'The issuer of claims from userinfo: `issuer_url` of the connection, or that of the kind of provider',
    '`provider_generic_oidc.go` and the providers’ own files',
  ),
  unknown(
    'Claims',
    'The issuer of claims from userinfo, where neither the connection nor `--issuer` names it',
    'it is in the ID token, which the editor does not have',
  ),
  run(
    'Mapper',
    'Values and errors of Jsonnet, with the text of the record',
    'error-',
    'division',
    'ext-var-',
    'import',
    'duplicate-field',
    'std-',
    'numbers',
  ),
  run(
    'Mapper',
    'The limits of time, memory, stack and output',
    'slow',
    'memory',
    'recursion-',
    'output-too-large',
  ),
  run('Mapper', 'Tail calls, which no limit of the stack ends', 'tailstrict'),
  read(
    'Mapper',
    'Tail calls without end: the deadline stops them',
    '`interpreter.go` of go-jsonnet, `jsonnet_pool.go`',
  ),
  unknown(
    'Mapper',
    'Whether some 15,000 to 80,000 tail calls in a row are done within 1 second',
    'the memory of the app’s engine ends them before; they are told as stopped',
  ),
  read(
    'Mapper',
    'What `std.trace` writes, with the mapper’s address in each line: from 65,536 bytes on, or at a NUL, the sign-in fails',
    '`jsonnet_pool.go`, `bufio.Scanner`',
  ),
  unknown(
    'Mapper',
    'How much `std.trace` has written before in the same worker',
    'it adds up over sign-ins; the editor knows one, and the linter warns of every trace',
  ),
  read(
    'Mapper',
    'A request to the worker over 65,535 bytes, in which the mapper’s address counts, too; `<`, `>` and `&` of the claims count 7 each',
    '`jsonnet_pool.go`, `cmd.go`',
  ),
  unknown(
    'Mapper',
    'Whether a mapper near 1 second is stopped',
    'the engine of the app is slower than Ory’s, and Ory’s machines are not known',
  ),
  unknown(
    'Mapper',
    'Which later sign-ins fail after one over-large output',
    'it depends on the worker of the pool that runs them; the editor warns that they can',
  ),
  run(
    'Output',
    'Shapes of traits, metadata, verified addresses and region',
    'traits-',
    'metadata',
    'verified-address-',
    'region-',
    'identity-',
    'output-number',
    'output-list',
  ),
  read('Output', 'Which regions there are', 'Kratos’ `region` package'),
  run(
    'Registration',
    'Objects that the form adds, and lists of objects',
    'objects-',
    'basic-email',
    'people-',
    'closed-object',
    'three-types-',
  ),
  read(
    'Registration',
    'The same behind references, conditions and constants',
    '`jsonschemax/keys.go`, `decoderx/http.go`',
  ),
  read(
    'Registration',
    'Values typed into the form, or sent with the provider’s button, override the mapper',
    '`oidc/form.go`',
  ),
  unknown(
    'Registration',
    'Registration by an app or a page that posts JSON',
    'Ory adds no objects there; the editor assumes a browser',
  ),
  run(
    'Schema',
    'Formats, patterns, types, required members, with the message and its field',
    'format-',
    'email-',
    'required-',
    'null',
    'one-of',
    'if-then',
    'strict-',
    'minimum',
  ),
  read('Schema', 'Every other keyword of Draft 7', 'Kratos’ own library runs in the app'),
  run(
    'Addresses',
    'Addresses to verify and to recover, sign-in names for a password or a code by SMS, phone numbers',
    'mail-list',
    'username-phone',
    'phone-blanks',
    'email-upper',
    'email-quoted',
    'email-blank',
  ),
  read('Addresses', 'Sign-in names for a code by email', '`identity/extension_credentials.go`'),
  read(
    'Addresses',
    'Capitals of other scripts in addresses and sign-in names become small letters',
    '`x/normalize.go`',
  ),
  read(
    'Addresses',
    'Full width and ligatures become ordinary letters (PRECIS, NFKC); invisible characters and mixed directions of writing cannot be verified nor get codes, and are left out of sign-in names and of addresses for recovery',
    '`x/normalize.go`',
  ),
  run('Sign-in', 'Traits, metadata and addresses that an update keeps and changes', 'update-'),
  run('Sign-in', '`never`: the mapper is not run', 'second-login'),
  run('Sign-in', 'What an address that another identity has does', 'conflict-', 'update-taken'),
  unknown(
    'Sign-in',
    'Whether another identity has the address',
    'the editor knows one identity; the outcome is shown as a possible one',
  ),
  unknown(
    'Sign-in',
    'Hooks, required verification and second factors of the project',
    'they come after the mapper',
  ),
  read(
    'Sign-in',
    'That Ory Network does what the newest Kratos does',
    'releases are older than what the Network runs',
  ),
  read(
    'SCIM',
    'A mapper of a SCIM client is given `scim` and `identity`, and its output has the shape of other mappers',
    'Ory’s documents “SCIM” and “Data mapping with Jsonnet”',
  ),
  read(
    'SCIM',
    'The mapper runs with each POST, PUT and PATCH of a user; `active` that is not sent is `true`',
    'Ory’s “SCIM API reference”',
  ),
  read(
    'SCIM',
    'A user without `userName`, with an unknown `timezone` or with several primary entries is refused (400); a mapper that fails is answered with 500',
    'Ory’s “SCIM API reference”',
  ),
  read(
    'SCIM',
    'An account is found by a sign-in name, a verified email or a recovery address. In the same organization it is updated; without one it is adopted if a verified email is under a verified domain; otherwise Ory answers with 409',
    'Ory’s document “SCIM”',
  ),
  read(
    'SCIM',
    'Traits and metadata that the mapper returns replace the existing ones; `identity` has empty objects where they are unset',
    'Ory’s document “SCIM”',
  ),
  read(
    'SCIM',
    '`active`, `password` and the organization bypass the mapper; an invalid `identity.region` is answered with 400; `DELETE /Users` deletes the identity',
    'Ory’s documents “SCIM” and “SCIM API reference”',
  ),
  unknown(
    'SCIM',
    'In which spelling a mapper gets the names of attributes, whether it gets `id`, `groups` and `meta`, and what it gets of an `active` that is text',
    'Ory’s SCIM server is not public, and its documents do not say',
  ),
  unknown(
    'SCIM',
    'What Ory answers where traits do not fit the identity schema, and whether metadata that the mapper omits is kept',
    'the documents do not say; it is shown as kept',
  ),
  unknown(
    'SCIM',
    'Whether the limits of time, memory, output and trace hold for these mappers',
    'the documents do not say; the app runs them with those of sign-ins',
  ),
]

/** Observed sign-ins that show a fact; those that cannot be predicted are left out. */
export const heldBy = ({ seen = [] }: Fact): readonly string[] =>
  seenSignIns.signIns
    .map(({ name }) => name)
    .filter((name) => seen.some((start) => name.startsWith(start)))

/** Observed sign-ins that cannot be predicted, with the reason. */
export const limits = Object.entries(unpredictable)
export const counts = {
  all: seenSignIns.signIns.length,
  foretold: seenSignIns.signIns.length - limits.length,
}
