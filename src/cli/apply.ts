import type { AppError } from '../core/errors/app-error'
import type { Snapshot } from '../core/model/snapshot'
import { projectName, projectPath } from '../core/team-folder/paths'
import { comparableDomain } from '../core/sign-in-ways/email-domain'
import { wordsToType, type Confirmed } from '../core/publish/confirmation'
import { whyOf } from '../core/publish/why'
import {
  endOfFailed,
  endOfStopped,
  publishedForm,
  doneAlready,
  type Done,
  type PublishedForm,
  type FailedEnd,
} from './apply-result'
import type { ApplyValues } from './commands'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { CommandError, errorWords } from './command-error'
import { chooseFolder, teamProject, writeTeamProject } from './team-project'
import { withProject, type FoundProject, type OpenedProject } from './open-project'
import { line } from './plain-text'
import { readPlanFile, type PlanFile } from './plan-file'
import { changeTitle, countWords, reviewText } from './print-review'
import { readTeam } from './set-up-file'
import { reviewOf, type Review } from './review'
import { readSecretOptions } from './options'
import { neededSecrets, secretValues } from './secrets'
import type { RequestInput } from '../core/ipc/contract'
import type { PublishOutcome } from '../core/ipc/publish'
import { planPublish, planText, requestLine } from '../core/publish/publish-plan'
import { success, type Result } from '../core/errors/result'

/** A domain for comparison, without a final dot. */
const comparable = (domain: string) => comparableDomain(domain.trim()).replace(/\.$/, '')

/** What the person allows by name. @throws CommandError where something is not named */
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

/**
 * Prints the new plan in place of the given one.
 *
 * @param done names of changes of the given plan that the server has
 * @param reasons why the given plan was not published
 */
function tellMoved(
  { form }: Review,
  done: readonly string[],
  reasons: readonly string[],
  isJson: boolean,
  out: Streams,
): Ended {
  if (form.changes.length === 0) return tellNothing({ form }, isJson, out)
  if (isJson) writeJson(out, { result: 'moved', done, review: form })
  else {
    for (const words of reasons) out.warn(words)
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

/** How to continue after each end. */
const nextSteps = {
  'not-published': 'Nothing was changed. Apply the plan again when this is solved.',
  'partly-published': 'Make a new plan with plan --out: it has what is left.',
  unknown: 'Run plan: it shows what is left.',
} as const

/** Says what the server has of a plan whose publish failed. */
function tellFailed(
  { services }: OpenedProject,
  { kind, progress }: FailedEnd,
  { error, requests = 0, of }: { error: AppError; requests?: number; of?: number },
  isJson: boolean,
  out: Streams,
): Ended {
  const { secrets } = services
  const message = secrets.scrub(errorWords(error))
  const [done, left] = [progress?.done ?? [], progress?.left ?? []].map((names) =>
    names.map((name) => secrets.scrub(name)),
  )
  if (isJson) {
    const counts = { requests, ...(of === undefined ? {} : { of }) }
    const names = progress ? { done, left } : {}
    writeJson(out, { result: kind, error: { code: error.code, message }, ...counts, ...names })
    return ended.failed
  }
  const doubt = progress
    ? 'It may have taken effect: only the secret can tell. Applying the plan again sends it again.'
    : 'It may have taken effect: the project could not be read again.'
  const headline = {
    'not-published': 'Not published.',
    'partly-published': 'Published in part.',
    unknown: doubt,
  }[kind]
  out.warn(line`${headline} ${message}`)
  for (const name of done ?? []) out.warn(line`Done: ${name}`)
  if (kind !== 'not-published') for (const name of left ?? []) out.warn(line`Left: ${name}`)
  if (!(kind === 'unknown' && progress)) out.warn(nextSteps[kind])
  return ended.failed
}

/** Prints what was published, then writes it into the team folder. */
async function tellPublished(
  opened: OpenedProject,
  plan: PlanFile,
  form: PublishedForm,
  { folder, json }: ApplyValues,
  out: Streams,
): Promise<Ended> {
  const { changes, addresses, remarks, requests, revision } = form
  if (!json) {
    const publish = form.publish === undefined ? '' : line`, publish ${form.publish}`
    out.write(line`Published to ${opened.summary.name}: revision ${revision}` + `${publish}\n`)
    out.write(`${countWords(changes, requests)}\n`)
    for (const change of changes) out.write(`${changeTitle(change)}\n`)
    for (const { organization, words } of addresses) {
      out.write(line`${organization ?? 'Everybody'}: ${words}\n`)
    }
    for (const remark of remarks) out.write(line`${remark}\n`)
  }
  let written: readonly string[] = []
  let problem: string | undefined
  try {
    if (folder !== undefined) written = await writeBack(opened, folder, plan, out)
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error)
  }
  if (json) {
    const error =
      problem === undefined ? {} : { error: { code: 'file.write-failed', message: problem } }
    writeJson(out, { ...form, written, ...error })
  } else for (const path of written) out.write(line`written ${path}\n`)
  if (problem === undefined) return ended.done
  out.warn(`Published, but not written into the folder: ${problem}`)
  return ended.failed
}

async function send(
  opened: OpenedProject,
  plan: PlanFile,
  values: ApplyValues,
  out: Streams,
): Promise<Ended> {
  const { services, summary, snapshot, signal, valueOf } = opened
  const { drafts, draftSecrets, secrets } = services
  const isJson = values.json === true
  const draft = { ...plan.draft, projectId: summary.id, baseRevisionId: snapshot.revisionId }
  const { intents } = draft
  const doneOn = (state: Snapshot) =>
    doneAlready(state, intents).done.map((name) => secrets.scrub(name))
  const { done, left, onlySecretsLeft } = doneAlready(snapshot, intents)
  if (left.length === 0) return tellNothing(await reviewOf(opened, undefined, []), isJson, out)
  valueOf(await drafts.save(draft, undefined))
  const review = await reviewOf(opened, draft, [])
  // A plan that is done but for secrets is sent again: no read shows which secret the server has.
  const isRest = done.length > 0 && onlySecretsLeft
  const { shown, told } = isRest ? review : plan
  if (review.shown !== shown || review.told !== told) {
    const reasons = ['The server changed since this plan was made: nothing was sent.']
    return tellMoved(review, doneOn(snapshot), reasons, isJson, out)
  }
  const confirmed = confirmedBy(review, values)
  const needed = neededSecrets(snapshot, intents)
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
  const result = await publishPlanned(
    opened,
    {
      projectId: summary.id,
      excluded: [],
      shown,
      told,
      ...(confirmed ? { confirmed } : {}),
      ...(why ? { why } : {}),
    },
    out,
  )
  const unsent = { kind: 'not-published', progress: undefined } as const
  if (!result.ok) return tellFailed(opened, unsent, result, isJson, out)
  const outcome = result.value
  const finish = (published: Done) =>
    tellPublished(opened, plan, publishedForm(opened, review, intents, published), values, out)
  if (outcome.kind === 'published') return finish(outcome)
  if (outcome.kind === 'stopped') {
    const stopped = await endOfStopped(opened, intents, outcome)
    if (stopped.kind === 'published') return finish(stopped.done)
    const { error, done: requests, of } = outcome
    return tellFailed(opened, stopped, { error, requests, of }, isJson, out)
  }
  const { snapshot: now, draft: kept, refused, end } = outcome
  const next = await reviewOf({ ...opened, snapshot: now }, kept, [])
  const isAsPlanned = next.shown === shown && next.told === told
  if (doneAlready(now, intents).left.length === 0) return tellNothing(next, isJson, out)
  if (refused) {
    const requests = end?.requests ?? 0
    const sentTo = snapshot.revisionId
    const failed = endOfFailed(snapshot, intents, { state: now, sentTo, error: refused, requests })
    if (isAsPlanned || end || failed.kind === 'unknown') {
      return tellFailed(opened, failed, { error: refused, requests }, isJson, out)
    }
  }
  const doneNow = doneOn(now)
  const isPartly = end !== undefined || doneNow.length > done.length
  const nothing = refused ? ': nothing was published' : ': nothing was sent'
  const reasons = [
    ...(refused ? [secrets.scrub(errorWords(refused))] : []),
    `The server changed since this plan was made${isPartly ? '' : nothing}.`,
  ]
  return tellMoved(next, doneNow, reasons, isJson, out)
}

/** Publishes exactly what a file of `plan --out` says. */
export async function applyPlan(path: string, values: ApplyValues, out: Streams): Promise<Ended> {
  const plan = await readPlanFile(path)
  async function meanwhile(finding: Promise<FoundProject>): Promise<void> {
    // What cannot be written back is not published first.
    if (values.folder !== undefined) await readTeam(values.folder)
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

/** What a server accepts in a patch, as far as it is known; a refusal teaches it. */
function knownOfServer({ organizationIds, organizationRoute }: Snapshot) {
  return {
    ...(organizationIds ? { organizationIds } : {}),
    ...(organizationRoute ? { organizationRoute } : {}),
  }
}

/** A state as it was read, without what is known of its server. */
function withoutKnown(snapshot: Snapshot): Snapshot {
  const { organizationIds: _ids, organizationRoute: _route, ...state } = snapshot
  return state
}

/**
 * Publishes a plan. Where the server refuses requests for organizations, or their proposed IDs, the same changes
 * are sent in the requests that the window falls back to. Commands keep no facts about servers, so each retries.
 */
export async function publishPlanned(
  { services, snapshot, summary, signal }: OpenedProject,
  input: RequestInput<'draft.publish'>,
  out: Streams,
): Promise<Result<PublishOutcome>> {
  const { publishing, secrets } = services
  let known = knownOfServer(snapshot)
  let { shown } = input
  for (;;) {
    const result = await publishing.publish({ ...input, shown }, signal)
    if (!result.ok || result.value.kind !== 'review-again') return result
    const { snapshot: now, draft, refused, end } = result.value
    const next = planPublish(now, draft.intents)
    const asBefore = planPublish({ ...withoutKnown(now), ...known }, draft.intents)
    const isSame = planText(asBefore) === shown && planText(next) !== shown
    if (!refused || end || !isSame) return success(result.value)
    out.warn(secrets.scrub(line`${errorWords(refused)} The same changes are sent as:`))
    for (const step of next.steps)
      out.warn(line`  ${requestLine(step, summary.id, now.revisionId)}`)
    known = knownOfServer(now)
    shown = planText(next)
  }
}
