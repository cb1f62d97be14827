import type { Draft } from '../core/draft/draft'
import { success } from '../core/errors/result'
import {
  noIntents,
  intentOf,
  isNewKey,
  type IntentChange,
  type Intents,
} from '../core/intents/intents'
import type { Snapshot } from '../core/model/snapshot'
import { takingFromFile } from '../core/take/from-file'
import { withRests } from '../main/concurrency/pauses'
import { loadProject } from '../main/services/team-folder/load-project'
import type { ProjectInFolder } from '../main/services/team-folder-files'
import { CommandError } from './command-error'
import { ended, writeJson, type Ended, type Streams } from './streams'
import { projectInFolder } from './team-project'
import { changesForNamed, changesForSecrets } from './secrets'
import type { OpenedProject, ProjectWork } from './open-project'
import { writePlanFile } from './plan-file'
import { printedReview, reviewMarkdown, reviewText } from './print-review'
import { heldBackIn, reviewOf, type Review, type ReviewForm } from './review'
import type { NamedVariables, ServerValues } from './options'
import { join } from 'node:path'
import { keyOfTarget } from '../core/mapper/owners/owners'
import { connectionKey } from '../core/model/connection'
import { casePath, projectName, projectPath } from '../core/team-folder/paths'
import { testCases } from './test-command'
import { reportedDifference, type DifferenceLine } from '../core/compare/text-difference'
import { contentFields } from '../core/fields/fields'
import type { JsonValue } from '../core/model/json'
import { mapperHash } from '../core/model/mapper-text'
import { inlineText } from '../core/set-up-file/inline-text'

/**
 * A review with the changed lines of mappers and metadata. Where Ory's storage cannot give a text now, the change has
 * its hashes alone.
 */
async function withDifferences(
  { form, changes }: Review,
  { services, summary, signal }: OpenedProject,
): Promise<ReviewForm> {
  const { projects, secrets } = services
  async function textOf(field: string, value: JsonValue | undefined): Promise<string | undefined> {
    // An address that is no hash of its text is an identity provider's, or anybody's.
    if (typeof value !== 'string' || mapperHash(value) === undefined) return undefined
    const inline = inlineText(value)
    if (inline !== undefined) return inline
    const kind = field === 'mapper_url' ? 'mapper' : 'metadata'
    const read = await projects.openTexts(summary.id, kind)(value, signal)
    return read.ok ? secrets.scrub(read.value) : undefined
  }
  const known = new Map<string, DifferenceLine[]>()
  async function linesOf({ field, before, after }: Review['changes'][number]['fields'][number]) {
    const key = JSON.stringify([field, before, after])
    let lines = known.get(key)
    if (!lines) {
      const [was, is] = [await textOf(field, before), await textOf(field, after)]
      lines = was === undefined || is === undefined ? [] : reportedDifference(field, was, is)
      known.set(key, lines)
    }
    return lines
  }
  const shown: ReviewForm['changes'][number][] = []
  for (const [at, change] of form.changes.entries()) {
    const fields: typeof change.fields = []
    for (const [index, item] of change.fields.entries()) {
      const values = change.status === 'edited' ? changes[at]?.fields[index] : undefined
      const lines = values && contentFields.has(item.field) ? await linesOf(values) : []
      fields.push(lines.length > 0 ? { ...item, lines } : item)
    }
    shown.push({ ...change, fields })
  }
  return { ...form, changes: shown }
}

type ChangeForm = ReviewForm['changes'][number]

/** By what a project's file names the owner of a mapper; `undefined` for what has none. */
function ownerOf({ kind, key }: ChangeForm, intents: Intents): string | undefined {
  if (kind !== 'connection' && kind !== 'scim-client') return undefined
  if (!isNewKey(key)) return keyOfTarget({ kind, key })
  const made = intentOf(intents, { kind, key })
  const id = made?.fields[kind === 'connection' ? 'id' : 'client_id']?.to
  if (typeof id !== 'string') return undefined
  return kind === 'connection'
    ? connectionKey(made?.protocol ?? 'oidc', id)
    : keyOfTarget({ kind, key: id })
}

/**
 * A review with what the saved cases of changed mappers say, run in the engine that Ory uses. The window asks where some
 * fail, and publishes all the same.
 */
async function withCases(
  form: ReviewForm,
  intents: Intents,
  { uses, files }: ProjectInFolder,
): Promise<ReviewForm> {
  const { root, folder } = files
  function casesOf(change: ChangeForm): string[] {
    const isChanged = change.fields.some(({ field }) => field === 'mapper_url')
    const owner = isChanged && change.status !== 'deleted' ? ownerOf(change, intents) : undefined
    const name = owner === undefined ? undefined : uses.get(owner)
    if (name === undefined) return []
    const cases = folder.mappers.get(name)?.cases ?? []
    return cases.map(({ id }) => join(root, casePath(name, id)))
  }
  const wanted = form.changes.map(casesOf)
  const paths = [...new Set(wanted.flat())]
  if (paths.length === 0) return form
  const tested = new Map((await testCases(paths, [root])).map((each) => [each.file, each]))
  const changes = form.changes.map((change, at): ChangeForm => {
    const own = (wanted[at] ?? []).flatMap((path) => tested.get(path) ?? [])
    if (own.length === 0) return change
    const failed = own.filter(({ pass }) => !pass).map(({ name }) => name)
    return { ...change, cases: { passed: own.length - failed.length, failed } }
  })
  return { ...form, changes }
}

/** Finds what the server has as the file has it, of a state whose SCIM clients are still to come. */
const compareBeforehand = (snapshot: Snapshot, { file }: ProjectInFolder) =>
  withRests(takingFromFile(file, snapshot, noIntents, () => 'new:'))

/** What a project's file in the team folder changes on the server, as the draft that the window would load. */
async function intentsOf(
  opened: OpenedProject,
  { file, files: there }: ProjectInFolder,
  variables: NamedVariables,
): Promise<{
  readonly draft: Draft | undefined
  /** What no change is made of, in words. */
  readonly notTaken: readonly string[]
  readonly from: { readonly path: string; readonly sha512: string }
}> {
  const { services, summary, valueOf } = opened
  const { putStep, files } = services
  const path = projectPath(projectName(summary.slug))
  const loaded = valueOf(await loadProject(putStep, summary.id, file, there.folder))
  const put = async (
    label: string,
    make: (snapshot: Snapshot, intents: Intents) => IntentChange[],
  ) =>
    valueOf(
      await putStep(summary.id, (snapshot, { intents }) =>
        success({ label, changes: make(snapshot, intents), answer: undefined }),
      ),
    )
  await put('Secrets of what is new', changesForSecrets)
  await put('Secrets that were named', (snapshot, intents) =>
    changesForNamed(snapshot, intents, variables),
  )
  return {
    draft: valueOf(await files.drafts.read(summary.id)),
    notTaken: loaded.skipped,
    from: { path, sha512: there.hashes.get(path) ?? '' },
  }
}

/** What `plan` was asked for. */
interface AskedPlan extends ServerValues {
  /** The team folder. */
  readonly root: string
  readonly form: 'text' | 'markdown' | 'json'
  readonly variables: NamedVariables
  /** Where the plan is written to; nowhere where it is absent. */
  readonly out?: string | undefined
}

/** Prints what publishing a project of a team folder would change, and writes it as a plan. */
export function planning(asked: AskedPlan, streams: Streams): ProjectWork<Ended, ProjectInFolder> {
  async function work(opened: OpenedProject, inFolder: ProjectInFolder): Promise<Ended> {
    const { services, summary, snapshot } = opened
    const { draft, notTaken, from } = await intentsOf(opened, inFolder, asked.variables)
    const review = await reviewOf(opened, draft, notTaken)
    const { shown, told } = review
    const compared = await withDifferences(review, opened)
    const form = await withCases(compared, draft?.intents ?? noIntents, inFolder)
    if (asked.form === 'json') writeJson(streams, printedReview(form))
    else streams.write(asked.form === 'markdown' ? reviewMarkdown(form) : reviewText(form))
    const stopped = heldBackIn(form)
    if (stopped.length > 0) {
      throw new CommandError(
        `${stopped.length} of ${form.changes.length} changes cannot be sent${asked.out === undefined ? '' : ', so no plan was written'}.`,
      )
    }
    if (asked.out !== undefined && draft) {
      await writePlanFile(asked.out, {
        madeAt: services.now().toISOString(),
        project: summary.name,
        from,
        draft: { ...draft, baseRevisionId: snapshot.revisionId },
        shown,
        told,
      })
    }
    return form.changes.length > 0 ? ended.toDo : ended.done
  }
  return {
    meanwhile: (finding) => projectInFolder(finding, asked.root),
    beforehand: compareBeforehand,
    work,
  }
}
