import { projectWays } from '../core/sign-in-ways/address-lines'
import { addressesIn } from '../core/sign-in-ways/pasted'
import type { WhoWay } from '../core/sign-in-ways/who-row'
import {
  connectionRemark,
  wayExplanation,
  wayWords,
  whoNeeds,
} from '../core/sign-in-ways/who-words'
import { ended, type CliCommand } from './command'
import { parseOptions, UsageError } from './options'
import { line } from './plain-text'
import { readSetUps } from './set-up-file'
import { writeJson, type Streams } from './streams'

const usage = `Usage: sso-workbench who ADDRESS FILES [--json]

Says how people with an e-mail address, or of a domain, sign in by each of the set-ups: which organization
takes them, and what it offers. ADDRESS may be several with commas between them. FILES are exported set-ups,
folders with such files, and team folders. What only a server tells is not known: whether a connection is
disabled, and which organization an identity belongs to by an admin or SCIM.
`

interface Answer {
  readonly address: string
  readonly file: string
  readonly project: string
  readonly way: WhoWay
}

function print({ address, file, project, way }: Answer, out: Streams): void {
  const by = way.organizations.map(({ label }) => label).join(', ')
  const taken = by === '' ? '' : ` (${by})`
  out.write(line`${address}: ${file}: ${project}: ${wayWords(way).text}${taken}\n`)
  out.write(line`  ${wayExplanation(way)}\n`)
  const needs = whoNeeds(way)
  if (needs !== '') out.write(line`  ${needs}\n`)
  for (const connection of way.connections) {
    const remark = connectionRemark(connection)
    const kind = connection.kind === '' ? '' : ` (${connection.kind})`
    out.write(line`  - ${connection.label}${kind}${remark === '' ? '' : `: ${remark}`}\n`)
  }
}

/** `who ADDRESS FILES`: an answer is an answer, whatever it says. */
export const who: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, { json: 'flag' })
    const [asked, ...files] = rest
    if (asked === undefined || files.length === 0) {
      throw new UsageError('who takes an address or a domain, and files.')
    }
    const { addresses, more } = addressesIn(asked)
    if (addresses.length === 0) {
      throw new UsageError(`“${asked}” is no e-mail address and no domain.`)
    }
    if (more > 0) throw new UsageError(`These are ${more} addresses too many for one call.`)
    const setUps = (await readSetUps(files)).map(({ file, setUp }) => ({
      file,
      project: setUp.project.name,
      ways: projectWays(setUp),
    }))
    const answers = addresses.flatMap((address) =>
      setUps.map(({ ways, ...of }): Answer => ({ address, ...of, way: ways.wayOf(address) })),
    )
    if (values.json) {
      writeJson(out, {
        answers: answers.map((answer) => ({
          ...answer,
          words: wayWords(answer.way).text,
          explanation: [wayExplanation(answer.way), whoNeeds(answer.way)]
            .filter((text) => text !== '')
            .join(' '),
        })),
      })
    } else for (const answer of answers) print(answer, out)
    return ended.done
  },
}
