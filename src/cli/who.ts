import type { CliCommand } from './command'
import { parseOptions, UsageError } from './options'

const usage = `Usage: sso-workbench who ADDRESS FILES [--json]

Says how people with an e-mail address, or of a domain, sign in by each of the set-ups: which organization
takes them, and what it offers. ADDRESS may be several with commas between them. FILES are exported set-ups,
folders with such files, and team folders. What only a server tells is not known: whether a connection is
disabled, and which organization an identity belongs to by an admin or SCIM.
`

/** `who ADDRESS FILES`: an answer is an answer, whatever it says. */
export const who: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { json: 'flag' })
    const [asked, ...files] = rest
    if (asked === undefined || files.length === 0) {
      throw new UsageError('who takes an address or a domain, and files.')
    }
    // Loaded only now, so that help and refusals of arguments are quick.
    const { tellWho } = await import('./tell-who')
    return tellWho(asked, files, values.json === true, out)
  },
}
