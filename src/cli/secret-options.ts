import { CommandError } from './command-error'

/** What `--secret` says, by connection and field; without a field it is the only one of its connection. */
export type NamedVariables = ReadonlyMap<string, string>

/** Reads `CONNECTION=VARIABLE` and `CONNECTION:FIELD=VARIABLE`. */
export function readSecretOptions(given: readonly string[]): NamedVariables {
  const variables = new Map(
    given.map((text) => {
      // The first one: a secret may have more of them, and must not count as part of a name that is repeated.
      const at = text.indexOf('=')
      const [name, variable] = [text.slice(0, at), text.slice(at + 1)]
      // The text is not repeated: somebody may have typed the secret itself.
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
