import { randomUUID } from 'node:crypto'
import { rulesBetween } from '../../../core/compare/named-values'
import { redirectOf } from '../../../core/compare/redirect'
import { comparedFieldName } from '../../../core/compare/rows'
import { valueWords } from '../../../core/fields/value-words'
import type { Draft } from '../../../core/draft/draft'
import { intentChangesOf } from '../../../core/draft/edits'
import { workingCopy } from '../../../core/draft/working-copy'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { contentFieldSchema } from '../../../core/model/content-field'
import { mostPromoteItems, type Promotion, type PromoteRow } from '../../../core/ipc/compare'
import { scimServerUrls } from '../../../core/links/scim-server'
import { textMember, type JsonValue } from '../../../core/model/json'
import type { Snapshot } from '../../../core/model/snapshot'
import { allChoices } from '../../../core/take/choices'
import { makeSetUpFile } from '../../../core/set-up-file/write'
import { takeIntoFile } from '../../../core/team-folder/take-into-file'
import {
  neededTexts,
  planTake,
  takenEdits,
  type TakeChoice,
  type TakeItem,
} from '../../../core/take/take'
import { skippedWords } from '../../../core/take/skipped-words'
import type { Texts } from '../../../core/take/values'
import { inParallel } from '../../concurrency/in-parallel'
import type { AppFiles } from '../../files/app-files'
import type { PutStep } from '../drafts/put-step'
import { pairOf, type Compared, type CompareService } from '../compare/compare'
import type { NamedValuesService } from '../compare/named-values'
import type { TeamFolderService } from '../team-folder/team-folder'
import type { PairMemories } from '../compare/pair-memory'
import type { CompareSources } from '../compare/sources'
import type { ProjectId } from '../../../core/model/project-id'

export interface PromoteService {
  rules(input: RequestInput<'promote.rules'>): Promise<Result<RequestOutput<'promote.rules'>>>
  preview(input: Promotion, signal?: AbortSignal): Promise<Result<RequestOutput<'promote.preview'>>>
  /** Adds chosen differences to the right project's draft, or to its file in the team folder. */
  make(
    input: RequestInput<'promote.make'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'promote.make'>>>
}

/** Characters of a value in a preview. */
const longest = 400

const cut = (text: string | undefined) =>
  text !== undefined && text.length > longest ? `${text.slice(0, longest)}…` : text

interface Planned {
  readonly compared: Compared
  readonly snapshot: Snapshot
  readonly items: readonly TakeItem[]
}

function stepLabel({ left }: Promotion, count: number, source: string): string {
  return left.kind === 'folder'
    ? t('Loaded {count, plural, one {# change} other {# changes}} from the team folder', { count })
    : t('Promoted {count, plural, one {# change} other {# changes}} from {source}', {
        count,
        source,
      })
}

export function createPromoteService(deps: {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly putStep: PutStep
  readonly compare: Pick<CompareService, 'run'>
  readonly sources: Pick<CompareSources, 'load'>
  readonly memories: PairMemories
  readonly values: Pick<NamedValuesService, 'read'>
  readonly teamFolder: Pick<TeamFolderService, 'noteTaken' | 'writeProject'>
}): PromoteService {
  const { files, putStep, compare, sources, memories, values, teamFolder } = deps

  /** Project on the right; past states and files have no draft. */
  function targetOf({ right }: Pick<Promotion, 'right'>): Result<ProjectId> {
    return right.kind === 'project' && right.state !== 'before'
      ? success(right.projectId)
      : failure(
          appError('request.invalid', t('Only a project as it is now has a draft to promote to')),
        )
  }

  /** Compares with the target's draft, whichever state is shown. */
  async function compareWithDraft(input: Promotion, projectId: ProjectId, signal?: AbortSignal) {
    const right = { kind: 'project', projectId, state: 'draft' } as const
    return compare.run({ left: input.left, right }, signal)
  }

  const choicesOf = ({ comparison }: Compared, { chosen }: Promotion): TakeChoice[] =>
    'words' in chosen
      ? allChoices(comparison, chosen)
      : chosen.map(({ fields, ...rest }) => ({ ...rest, ...(fields ? { fields } : {}) }))

  async function textsFor(compared: Compared, input: Promotion, signal?: AbortSignal) {
    const { comparison, left } = compared
    const needed = neededTexts({ comparison, chosen: choicesOf(compared, input) })
    const texts = new Map<string, string>()
    await inParallel(
      [...needed],
      async ([address, kind]) => {
        const text = await left.textAt(kind, address, signal)
        if (text.ok) texts.set(address, text.value)
      },
      signal,
    )
    return texts
  }

  function itemsOf(
    compared: Compared,
    input: Promotion,
    snapshot: Snapshot,
    draft: Draft | undefined,
    texts: Texts,
  ): TakeItem[] {
    return planTake({
      comparison: compared.comparison,
      chosen: choicesOf(compared, input),
      substitutions: compared.memory.forward,
      sameProject: compared.left.name === compared.right.name,
      texts,
      copy: workingCopy(snapshot, draft?.intents ?? noIntents),
      newKey: () => `new:${randomUUID()}`,
    })
  }

  async function plan(
    input: Promotion,
    projectId: ProjectId,
    texts: Texts | undefined,
    signal?: AbortSignal,
  ): Promise<Result<Planned & { readonly texts: Texts }>> {
    const compared = await compareWithDraft(input, projectId, signal)
    if (!compared.ok) return compared
    const [stored, draft] = await Promise.all([
      files.snapshots.read(projectId),
      files.drafts.read(projectId),
    ])
    if (!stored.ok) return stored
    if (!draft.ok) return draft
    if (!stored.value) {
      return failure(
        appError('project.unread', t('It was never read on this computer'), { subject: projectId }),
      )
    }
    const read = texts ?? (await textsFor(compared.value, input, signal))
    const items = itemsOf(compared.value, input, stored.value, draft.value, read)
    return success({ compared: compared.value, snapshot: stored.value, items, texts: read })
  }

  async function isInDraft(
    input: Promotion,
    projectId: ProjectId,
    { items, snapshot, texts }: Planned & { readonly texts: Texts },
    signal?: AbortSignal,
  ): Promise<boolean> {
    if (items.some(({ edits, heldBack }) => edits.length > 0 || heldBack !== undefined))
      return false
    const right = { kind: 'project', projectId, state: 'server' } as const
    const compared = await compare.run({ left: input.left, right }, signal)
    if (!compared.ok) return false
    const without = itemsOf(compared.value, input, snapshot, undefined, texts)
    return without.some(({ edits }) => edits.length > 0)
  }

  function rowOf({ compared, snapshot }: Planned, item: TakeItem): PromoteRow {
    const { organizationNames } = compared.comparison
    const entity = compared.comparison.entities.find(({ id }) => id === item.id)
    const words = (field: string, value: JsonValue | undefined) =>
      cut(valueWords(field, value, (key) => organizationNames.get(key)))
    const nameOf = (field: string) => comparedFieldName(item.kind, field, entity?.protocol)
    const [creation] = item.edits
    const redirect =
      creation?.kind === 'create-connection'
        ? redirectOf(compared.right.setUp, {
            key: creation.key,
            protocol: creation.protocol,
            fields: creation.fields,
          })
        : undefined
    const scimServer =
      creation?.kind === 'create-scim-client'
        ? scimServerUrls(snapshot.summary, textMember(creation.fields, 'client_id') ?? '')[0]
        : undefined
    return {
      id: item.id,
      kind: item.kind,
      label: item.label,
      what: item.what,
      fields: item.fields.map(({ field, before, source, after, by }) => ({
        name: nameOf(field),
        content: contentFieldSchema.safeParse(field).data,
        before: words(field, before),
        source: words(field, source),
        after: field === 'organization_id' ? words(field, source) : words(field, after),
        by: [...by],
      })),
      toType: item.toType.map(nameOf),
      skipped: item.skipped.map(({ field, why }) => skippedWords(nameOf(field), why)),
      heldBack: item.heldBack,
      redirect,
      scimServer,
    }
  }

  async function intoFolder(
    input: RequestInput<'promote.make'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'promote.make'>>> {
    const compared = await compare.run({ left: input.left, right: input.right }, signal)
    if (!compared.ok) return compared
    const { comparison, left, right } = compared.value
    if (input.right.kind !== 'folder' || !right.inFolder || left.name !== right.name) {
      const why = t('Only what the project itself has can be taken into its file')
      return failure(appError('request.invalid', why))
    }
    const none = { isChanged: true, changes: 0, written: [], skipped: [] }
    if (right.info.stamp !== input.stamp) return success(none)
    const texts = await textsFor(compared.value, input, signal)
    const source = makeSetUpFile(left.setUp, texts).file
    const chosen = choicesOf(compared.value, input)
    const { file, changes, skipped } = takeIntoFile(comparison, chosen, source, right.inFolder.file)
    const told = skipped.slice(0, mostPromoteItems)
    if (changes === 0) return success({ ...none, isChanged: false, skipped: told })
    const { workspaceId, name } = input.right
    const wrote = await teamFolder.writeProject(workspaceId, name, file, right.inFolder.files)
    if (wrote.conflicts.length > 0) return success(none)
    const { problem } = wrote
    return success({
      isChanged: false,
      changes: problem === undefined ? changes : 0,
      written: [...wrote.written],
      skipped: problem === undefined ? told : [problem],
    })
  }

  async function intoDraft(
    input: Promotion,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'promote.make'>>> {
    const target = targetOf(input)
    if (!target.ok) return target
    const projectId = target.value
    // Fetch texts before taking the lock.
    const before = await compareWithDraft(input, projectId, signal)
    if (!before.ok) return before
    const texts = await textsFor(before.value, input, signal)
    const put = await putStep(projectId, async (snapshot, { intents }) => {
      const planned = await plan(input, projectId, texts, signal)
      if (!planned.ok) return planned
      const { items, compared } = planned.value
      const count = items.filter((item) => item.edits.length > 0).length
      const label = stepLabel(input, count, compared.left.info.name)
      const changes = takenEdits(items).flatMap((edit) => intentChangesOf(snapshot, intents, edit))
      const usesRules = items.some((item) => item.fields.some(({ by }) => by.length > 0))
      return success({ label, changes, answer: { changes: count, usesRules } })
    })
    if (!put.ok) return put
    const { usesRules, ...answer } = put.value.answer
    if (input.left.kind === 'folder') {
      await teamFolder.noteTaken(input.left.workspaceId, input.left.name)
    }
    // A team folder shares pairs that values served.
    if (usesRules) {
      const { left, right } = before.value
      await memories.change(pairOf(left, right), (memory) => memory)
    }
    return success({ isChanged: false, written: [], skipped: [], ...answer })
  }

  return {
    async rules({ left, right }) {
      const [one, other] = [await sources.load(left), await sources.load(right)]
      if (!one.ok) return one
      if (!other.ok) return other
      const known = await values.read()
      if (!known.ok) return known
      const pair = pairOf(one.value, other.value)
      return success({ rules: rulesBetween(known.value, pair.left, pair.right) })
    },

    async preview(input, signal) {
      const target = targetOf(input)
      if (!target.ok) return target
      const planned = await plan(input, target.value, undefined, signal)
      if (!planned.ok) return planned
      const { items, snapshot } = planned.value
      const count = (is: (item: TakeItem) => boolean, among = items) => among.filter(is).length
      const goes = ({ heldBack }: TakeItem) => heldBack === undefined
      const told = items.filter(({ what, skipped }) => what !== 'same' || skipped.length > 0)
      const untold = told.slice(mostPromoteItems)
      return success({
        items: told.slice(0, mostPromoteItems).map((item) => rowOf(planned.value, item)),
        counts: {
          create: count((item) => item.what === 'create' && goes(item)),
          edit: count((item) => item.what === 'edit' && goes(item)),
          same: count((item) => item.what === 'same'),
          skipped: count((item) => item.what === 'skipped' && goes(item)),
          heldBack: count((item) => !goes(item)),
        },
        // Differences without any field are held back.
        more: {
          included: count(
            (item) => (item.what === 'create' || item.what === 'edit') && goes(item),
            untold,
          ),
          heldBack: count((item) => item.what === 'skipped' || !goes(item), untold),
        },
        inDraft: await isInDraft(input, target.value, planned.value, signal),
        target: { projectId: target.value, name: snapshot.summary.name },
      })
    },

    make: (input, signal) =>
      input.right.kind === 'folder' ? intoFolder(input, signal) : intoDraft(input, signal),
  }
}
