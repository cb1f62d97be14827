import type { PublishOutcome } from '../core/ipc/publish-outcome'
import { fieldName } from '../core/fields/value-words'
import { projectName, projectPath } from '../core/team-folder/paths'
import { comparableDomain } from '../core/sign-in-ways/email-domain'
import { wordsToType, type Confirmed } from '../core/publish/confirmation'
import { whyOf } from '../core/publish/why'
import type { ApplyValues } from './apply'
import { ended, type Ended } from './command'
import { CommandError } from './command-error'
import { doneAlready } from './done-already'
import { errorWords } from './error-words'
import { chooseFolder } from './folder-draft'
import { withProject, type FoundProject, type OpenedProject } from './open-project'
import { line } from './plain-text'
import { readPlanFile, type PlanFile } from './plan-file'
import { reviewText } from './print-review'
import { readTeam } from './read-team'
import { reviewOf, type Review } from './review'
import { readSecretOptions } from './secret-options'
import { neededSecrets, secretValues } from './secrets'
import { writeJson, type Streams } from './streams'
import { teamProject, writeTeamProject } from './team-project'

/** A domain in the form in which two are compared, without the dot of DNS at its end. */
const comparable = (domain: string) => comparableDomain(domain.trim()).replace(/\.$/, '')

/** What the person allowed of it by name; refused in words where something is not named. */
function confirmedBy({ form }: Review, values: ApplyValues): Confirmed | undefined {
  const { project, impact } = form
  const isProduction = project.environment === 'production'
  if (values.production !== undefined && values.production !== project.name) {
    throw new CommandError(
      `--production names “${values.production}”, and the project is “${project.name}”.`,
    )
  }
  const allowed = new Set(values['allow-lock-out']?.map(comparable))
  const refused = [
    ...(isProduction && values.production === undefined
      ? [`“${project.name}” is in production: allow it with --production "${project.name}".`]
      : []),
    ...impact.lockedOut
      .filter((domain) => !allowed.has(comparable(domain)))
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

/** Says that all of a plan is done already; `review` is of nothing. */
function tellNothing({ form }: Pick<Review, 'form'>, isJson: boolean, out: Streams): Ended {
  if (isJson) writeJson(out, { result: 'nothing-to-do', review: form })
  else out.write('Nothing is to be changed: the server has it already.\n')
  return ended.done
}

/** Prints the plan of now in the place of the one that was given. @param done what of that one the server has already */
function tellMoved(
  { form }: Review,
  done: readonly string[],
  isJson: boolean,
  out: Streams,
): Ended {
  if (form.changes.length === 0) return tellNothing({ form }, isJson, out)
  if (isJson) writeJson(out, { result: 'moved', done, review: form })
  else {
    out.warn('The server changed since this plan was made: nothing was sent.')
    for (const name of done) out.warn(line`Done already: ${name}`)
    out.warn(
      done.length > 0
        ? 'Make a new plan. With what is left of this one it would be:'
        : 'The plan is now:',
    )
    out.write(reviewText(form))
  }
  return ended.toDo
}

/** Puts what was published into the team folder, unless somebody changed the project’s file since the plan. */
async function writeBack(
  opened: OpenedProject,
  root: string,
  { from }: PlanFile,
  out: Streams,
): Promise<readonly string[]> {
  const { contents } = await readTeam(root)
  // Whatever file a plan that somebody edited names.
  const path = projectPath(projectName(opened.summary.slug))
  if (contents.hashes.get(path) !== from.sha512) {
    out.warn(`${path} was changed since the plan, so it was left as it is.`)
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
  values: ApplyValues,
  out: Streams,
): Promise<Ended> {
  const { services, summary, snapshot, signal, valueOf } = opened
  const { drafts, draftSecrets, publishing, secrets } = services
  const isJson = values.json === true
  const draft = { ...plan.draft, projectId: summary.id, baseRevisionId: snapshot.revisionId }
  const { done, left } = doneAlready(snapshot, draft.intents)
  if (left === 0) return tellNothing(await reviewOf(opened, undefined, []), isJson, out)
  valueOf(await drafts.save(draft, undefined))
  const review = await reviewOf(opened, draft, [])
  if (review.shown !== plan.shown || review.told !== plan.told) {
    return tellMoved(
      review,
      done.map((name) => secrets.scrub(name)),
      isJson,
      out,
    )
  }
  const confirmed = confirmedBy(review, values)
  const needed = neededSecrets(snapshot, draft.intents)
  const given = secretValues(needed, readSecretOptions(values.secret ?? []))
  for (const [reference, value] of given) {
    valueOf(await draftSecrets.put(summary.id, reference, value))
  }
  const why = whyOf({ summary: values.message ?? '', ticket: values.ticket ?? '' })
  const toldToEnd = () =>
    out.warn(
      'Told to end: nothing more is sent. What was sent cannot be called back, so its answer is awaited; told once more, the command ends at once.',
    )
  signal.addEventListener('abort', toldToEnd)
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
    return tellMoved(await reviewOf(now, outcome.draft, []), [], isJson, out)
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

/** Publishes exactly what a file of `plan --out` says. */
export async function sendPlan(path: string, values: ApplyValues, out: Streams): Promise<Ended> {
  const plan = await readPlanFile(path)
  async function meanwhile(finding: Promise<FoundProject>): Promise<void> {
    const { summary } = await finding
    if (summary.id !== plan.draft.projectId) {
      throw new CommandError(
        `The plan is for “${plan.project}” of another server or another ID, not for “${summary.name}”.`,
      )
    }
  }
  const work = (opened: OpenedProject) => send(opened, plan, values, out)
  return withProject(values, () => Promise.resolve({ meanwhile, work }))
}
