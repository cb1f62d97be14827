import { planRefusal, type PlanStep } from '../publish-plan'
import { isLoopbackHost } from '../../links/api-address'
import { cliStep, consoleAddress, type Note, readByCli, unreachableNote } from './cli-steps'
import { curlStep, isSendable, readByCurl, type Standing } from './curl-steps'
import { publishBodies, stepTitle, type Publish, type StepBody } from './publish'
import { sh } from './sh'
import type { CurlProtocol } from './shell'
import { t } from '../../language/translate'

export type Tool = 'curl' | 'Ory CLI'

/** One step of a script. */
export interface ScriptStep {
  /** In English, as it stands in the script. */
  readonly title: string
  /** What the tool cannot do in this step, in one sentence, in the language of the person. */
  readonly note?: string
  readonly text: string
}

/** A publish as commands. */
export interface Script {
  /** The whole script, ready to run; empty where there is nothing to send. */
  readonly text: string
  readonly steps: readonly ScriptStep[]
  /** What the tool cannot do at all, in one sentence, in the language of the person. */
  readonly note?: string
}

interface StepLines {
  readonly title: string
  readonly lines: readonly string[]
  readonly by: 'ory' | 'curl'
  /** The kind of step in the plan; absent where the step only reads. */
  readonly kind?: PlanStep['kind']
  readonly note?: Note
}

/** How a tool reads the project and sends a step. */
interface Sender {
  readonly by: 'ory' | 'curl'
  readonly read: () => string[]
  readonly send: (item: StepBody, standing: Standing) => Omit<StepLines, 'title' | 'kind'>
}

const isOrganizationRequest = (kind: PlanStep['kind']) => kind.endsWith('-organization')

function standingBefore(steps: readonly StepBody[], index: number): Standing {
  const before = steps.slice(0, index).map(({ step }) => step.kind)
  if (before.includes('patch-new-organizations')) return 'told'
  return before.some(isOrganizationRequest) ? 'read' : 'reviewed'
}

/**
 * The steps with the reads between them. Organization requests carry no revision, so the project is
 * read before the first one; they may create a new revision, so it is read again before the patch.
 */
function stepLines(
  publish: Publish,
  steps: readonly StepBody[],
  { by, read, send }: Sender,
): StepLines[] {
  const result: StepLines[] = []
  const hasPatch = steps.some(({ step }) => step.kind === 'patch-project')
  for (const [index, item] of steps.entries()) {
    const { kind } = item.step
    const standing = standingBefore(steps, index)
    const sent = send(item, standing)
    // The CLI sends no patch for a certain revision.
    const unguarded = sent.by === 'ory'
    if (index === 0 && (isOrganizationRequest(kind) || unguarded)) {
      const keep = hasPatch && isOrganizationRequest(kind) ? sh.keepServices() : []
      const check = sh.checkRevision(publish.plan.revisionId)
      const title = 'Stop if the project has changed since the review'
      result.push({ title, lines: [...read(), ...check, ...keep], by })
    }
    if (kind === 'patch-project' && standing === 'read') {
      const take = unguarded ? [] : sh.takeId('revision', ['revision_id'])
      const title = 'Stop if anything except organizations has changed since then'
      const lines = [...read(), ...sh.checkServices(), ...take]
      result.push({ title, lines, by })
    }
    result.push({ title: stepTitle(item.step), ...sent, kind })
  }
  return result
}

function curlProtocol(apiAddress: string): CurlProtocol {
  const [, host = ''] = /^http:\/\/(\[[^\]]*\]|[^/:?#@]*)(?::\d*)?(?:\/|$)/i.exec(apiAddress) ?? []
  return isLoopbackHost(host.toLowerCase()) ? 'http' : 'https'
}

/** The programs that a script calls. */
function programs(steps: readonly StepLines[]): string[] {
  return [
    ...(steps.some(({ by }) => by === 'curl') ? ['curl'] : []),
    ...(steps.some(({ by }) => by === 'ory') ? ['the Ory CLI'] : []),
    'jq',
  ]
}

/**
 * A publish as commands for a shell: the same requests in the same order with the same bodies, with
 * environment variables in place of the key and the secrets.
 */
export function publishCommands(publish: Publish, tool: Tool): Script {
  if (!isSendable(publish)) {
    const note = t('An ID of the project is not one that Ory gives, so there are no commands')
    return { text: '', steps: [], note }
  }
  const refusal = planRefusal(publish.plan)
  if (refusal !== undefined) return { text: '', steps: [], note: refusal }
  const bodies = publishBodies(publish)
  const console = consoleAddress(publish.apiAddress)
  const byCli = tool === 'Ory CLI' && console !== undefined
  const note = tool === 'Ory CLI' && !byCli ? unreachableNote : undefined
  const sender: Sender = {
    by: byCli ? 'ory' : 'curl',
    read: () => (byCli ? readByCli(publish) : readByCurl(publish)),
    send: (item, standing) =>
      byCli
        ? cliStep(publish, bodies, item, standing)
        : { lines: curlStep(publish, bodies, item, standing), by: 'curl' },
  }
  const lines = stepLines(publish, bodies.steps, sender)
  if (lines.length === 0) return { text: '', steps: [] }
  const numbered = lines.map((item, index) => ({ ...item, title: `${index + 1}. ${item.title}` }))
  const { name } = publish.snapshot.summary
  const usesCli = lines.some(({ by }) => by === 'ory')
  // Only the last patch carries secrets.
  const secrets = lines.some(({ by, kind }) => by === 'ory' && kind === 'patch-project')
    ? bodies.secrets
    : []
  const cli = usesCli && console !== undefined ? { console, secrets } : undefined
  const text = sh.script({
    about: [
      `Publishes to ${name}, as reviewed at revision ${publish.plan.revisionId}.`,
      `Needs ${programs(lines).join(', ')}.`,
      'A failed step stops the script, which then prints how many steps are done.',
      ...(note === undefined ? [] : [`${note.inScript}.`]),
    ],
    variables: bodies.secrets,
    cli,
    curlBy: lines.some(({ by }) => by === 'curl') ? curlProtocol(publish.apiAddress) : undefined,
    steps: numbered.map(({ title, note: own, lines: sent, kind }) => ({
      about: own === undefined ? [title] : [title, own.inScript],
      lines: sent,
      writes: kind !== undefined,
    })),
  })
  return {
    text,
    ...(note === undefined ? {} : { note: note.shown }),
    steps: numbered.map((step) => ({
      title: step.title,
      ...(step.note === undefined ? {} : { note: step.note.shown }),
      text: step.lines.join('\n'),
    })),
  }
}
