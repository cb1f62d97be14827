import { projectWays } from '../core/sign-in-ways/address-lines'
import { addressesIn, malformedWords } from '../core/sign-in-ways/pasted'
import type { WhoWay } from '../core/sign-in-ways/who-row'
import {
  connectionRemark,
  wayExplanation,
  wayWords,
  whoNeeds,
} from '../core/sign-in-ways/who-words'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { UsageError } from './options'
import { line, shortened } from './plain-text'
import { readSetUps } from './set-up-file'

interface Answer {
  readonly address: string
  readonly file: string
  readonly project: string
  readonly way: WhoWay
}

function print({ address, file, project, way }: Answer, out: Streams): void {
  const by = shortened(way.organizations.map(({ label }) => label).join(', '))
  const taken = by === '' ? '' : ` (${by})`
  out.write(line`${address}: ${file}: ${project}: ${wayWords(way).text}${taken}\n`)
  out.write(line`  ${shortened(wayExplanation(way))}\n`)
  const needs = whoNeeds(way)
  if (needs !== '') out.write(line`  ${needs}\n`)
  for (const connection of way.connections) {
    const remark = connectionRemark(connection)
    const kind = connection.kind === '' ? '' : ` (${connection.kind})`
    out.write(line`  - ${connection.label}${kind}${remark === '' ? '' : `: ${remark}`}\n`)
  }
}

/** Says how people sign in by set-ups. @param asked addresses or domains with commas between them */
export async function tellWho(
  asked: string,
  files: readonly string[],
  isJson: boolean,
  out: Streams,
): Promise<Ended> {
  const { addresses, more, malformed } = addressesIn(asked)
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
  if (isJson) {
    writeJson(out, {
      ...(malformed.length > 0 ? { malformed } : {}),
      answers: answers.map((answer) => ({
        ...answer,
        words: wayWords(answer.way).text,
        explanation: [wayExplanation(answer.way), whoNeeds(answer.way)]
          .filter((text) => text !== '')
          .join(' '),
      })),
    })
  } else {
    for (const answer of answers) print(answer, out)
    if (malformed.length > 0) out.warn(malformedWords(malformed))
  }
  return ended.done
}
