import type { PublishOutcome } from '../core/ipc/publish-outcome'
import { fieldName } from '../core/fields/value-words'
import { wordsToType, type Confirmed } from '../core/publish/confirmation'
import { whyOf } from '../core/publish/why'
import { ended, type CliCommand, type Ended } from './command'
import { CommandError } from './command-error'
import { errorWords } from './error-words'
import { chooseFolder } from './folder-draft'
import { serverOptions, serverUsage, withProject, type OpenedProject } from './open-project'
import { parseOptions, theOnly, type Parsed } from './options'
import { line } from './plain-text'
import { readPlanFile, type PlanFile } from './plan-file'
import { reviewText } from './print-review'
import { readTeam } from './read-team'
import { reviewOf, type Review } from './review'
import { neededSecrets, readSecretOptions, secretValues } from './secrets'
import { writeJson, type Streams } from './streams'
import { teamProject, writeTeamProject } from './team-project'

const usage = `Usage: sso-workbench apply PLAN --project NAME [--production NAME] [--allow-lock-out DOMAIN ...]
                          [--secret CONNECTION=VARIABLE ...] [--message TEXT] [--ticket TEXT]
                          [--folder DIR] [--json] [--api URL] [--settings DIR]

Publishes exactly what plan --out wrote. Where the server has changed so that something else would be sent, or
something else would happen to people, nothing is sent, and the new plan is printed. A project in production
is named by --production, a domain whose people the plan locks out by --allow-lock-out. --secret names the
variable of the environment that holds the secret of a connection. --folder is the team folder: it gets what
the server has now, with when, by whom, why (--message) and for which --ticket; a file that was changed since
the plan stays.
${serverUsage}
Exit code 0 where it is done or was done before, 2 where there is a new plan, 1 where it could not be done.
`

const options = {
  ...serverOptions,
  production: 'text',
  'allow-lock-out': 'texts',
  secret: 'texts',
  message: 'text',
  ticket: 'text',
  folder: 'text',
  json: 'flag',
} as const
type Values = Parsed<typeof options>['values']

/** What the person allowed of it by name; refused in words where something is not named. */
function confirmedBy({ form }: Review, values: Values): Confirmed | undefined {
  const { project, impact } = form
  const isProduction = project.environment === 'production'
  if (values.production !== undefined && values.production !== project.name) {
    throw new CommandError(
      `--production names “${values.production}”, and the project is “${project.name}”.`,
    )
  }
  const allowed = new Set(values['allow-lock-out']?.map((domain) => domain.toLowerCase()))
  const refused = [
    ...(isProduction && values.production === undefined
      ? [`“${project.name}” is in production: allow it with --production "${project.name}".`]
      : []),
    ...impact.lockedOut
      .filter((domain) => !allowed.has(domain.toLowerCase()))
      .map(
        (domain) =>
          `People of ${domain} would be locked out: allow it with --allow-lock-out ${domain}.`,
      ),
  ]
  if (refused.length > 0) throw new CommandError(...refused)
  if (!isProduction && impact.lockedOut.length === 0) return undefined
  const typed = wordsToType(impact.lockedOut)
  return { harmed: [...impact.lockedOut], ...(typed === undefined ? {} : { typed }) }
}

/** Prints the plan of now in the place of the one that was given. */
function tellMoved({ form }: Review, isJson: boolean, out: Streams): Ended {
  const isDone = form.changes.length === 0
  if (isJson) writeJson(out, { result: isDone ? 'nothing-to-do' : 'moved', review: form })
  else if (isDone) out.write('Nothing is to be changed: the server has it already.\n')
  else {
    out.warn('The server changed since this plan was made: nothing was sent. The plan is now:')
    out.write(reviewText(form))
  }
  return isDone ? ended.done : ended.toDo
}

/** Puts what was published into the team folder, unless somebody changed the project’s file since the plan. */
async function writeBack(
  opened: OpenedProject,
  root: string,
  { from }: PlanFile,
  out: Streams,
): Promise<readonly string[]> {
  const { contents } = await readTeam(root)
  if (contents.hashes.get(from.path) !== from.sha512) {
    out.warn(`${from.path} was changed since the plan, so it was left as it is.`)
    return []
  }
  await chooseFolder(opened, root)
  const { written, removed } = await writeTeamProject(opened, await teamProject(opened), true)
  return [...written, ...removed]
}

type Published = Extract<PublishOutcome, { kind: 'published' }>

const remarksOf = ({ warnings, dropped }: Published) => [
  ...warnings.map(({ message }) => message),
  ...dropped.map(
    ({ target, field }) => `The server did not keep ${fieldName(field)} of ${target.key}.`,
  ),
]

async function send(
  opened: OpenedProject,
  plan: PlanFile,
  values: Values,
  out: Streams,
): Promise<Ended> {
  const { services, summary, snapshot, signal, valueOf } = opened
  const { drafts, draftSecrets, publishing, secrets } = services
  const isJson = values.json === true
  const draft = { ...plan.draft, projectId: summary.id, baseRevisionId: snapshot.revisionId }
  valueOf(await drafts.save(draft, undefined))
  const review = await reviewOf(opened, draft, [])
  if (review.shown !== plan.shown || review.told !== plan.told) {
    return tellMoved(review, isJson, out)
  }
  const confirmed = confirmedBy(review, values)
  const needed = neededSecrets(snapshot, draft.intents)
  const given = secretValues(needed, readSecretOptions(values.secret ?? []))
  for (const [reference, value] of given) {
    secrets.add(value)
    valueOf(await draftSecrets.put(summary.id, reference, value))
  }
  const why = whyOf({ summary: values.message ?? '', ticket: values.ticket ?? '' })
  const outcome = valueOf(
    await publishing.publish(
      {
        projectId: summary.id,
        excluded: [],
        shown: plan.shown,
        told: plan.told,
        ...(confirmed ? { confirmed } : {}),
        ...(why ? { why } : {}),
      },
      signal,
    ),
  )
  if (outcome.kind === 'stopped') {
    const done = `${outcome.done} of ${outcome.of} requests were done.`
    throw new CommandError(secrets.scrub(`${errorWords(outcome.error)} ${done}`))
  }
  if (outcome.kind === 'review-again') {
    const now = { ...opened, snapshot: outcome.snapshot }
    return tellMoved(await reviewOf(now, outcome.draft, []), isJson, out)
  }
  const remarks = remarksOf(outcome).map((text) => secrets.scrub(text))
  const written =
    values.folder === undefined ? [] : await writeBack(opened, values.folder, plan, out)
  if (isJson) {
    writeJson(out, {
      result: 'published',
      publish: outcome.publishId,
      requests: outcome.requests,
      revision: outcome.snapshot.revisionId,
      remarks,
      written,
    })
  } else {
    out.write(
      line`Published to ${summary.name}: revision ${outcome.snapshot.revisionId}, publish ${outcome.publishId}\n`,
    )
    for (const remark of remarks) out.write(line`${remark}\n`)
    for (const path of written) out.write(line`written ${path}\n`)
  }
  return ended.done
}

/** `apply PLAN --project NAME` */
export const apply: CliCommand = {
  usage,
  async run(args, out) {
    const { values, rest } = parseOptions(args, options)
    const path = theOnly(rest, 'apply takes one plan.')
    const plan = await readPlanFile(path)
    return withProject(values, (opened) => {
      if (opened.summary.id !== plan.draft.projectId) {
        throw new CommandError(
          `The plan is for “${plan.project}” of another server or another ID, not for “${opened.summary.name}”.`,
        )
      }
      return send(opened, plan, values, out)
    })
  },
}
