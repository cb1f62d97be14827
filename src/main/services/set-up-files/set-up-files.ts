import { setUpOf } from '../../../core/draft/set-up-of'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { SetUpForm } from '../../../core/ipc/set-up-files'
import type { SetUp, SetUpConnection } from '../../../core/model/set-up'
import { textMember } from '../../../core/model/json'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import type { SetUpFile } from '../../../core/set-up-file/form'
import { terraformText } from '../../../core/set-up-file/terraform'
import { makeSetUpFile, setUpFileText, type MadeFile } from '../../../core/set-up-file/write'
import { identityConfigText } from '../../../core/set-up-file/write-identity-config'
import { inParallel } from '../../concurrency/in-parallel'
import type { AppFiles } from '../../files/app-files'
import type { ProjectsService } from '../projects/projects'
import type { ProjectId } from '../../../core/model/project-id'

type Chosen = RequestInput<'set-up.preview'>

export interface SetUpFilesService {
  preview(input: Chosen, signal?: AbortSignal): Promise<Result<RequestOutput<'set-up.preview'>>>
  /**
   * The server's state of a project as a file, and in words what is not in it.
   * @param known texts of mappers that need not be read, by the hash of each
   */
  serverFile(
    projectId: ProjectId,
    known: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<MadeFile>>
  /** The file as a name to suggest and its whole text. */
  file(
    input: Chosen,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly suggestedName: string; readonly text: string }>>
}

const writers: Readonly<Record<SetUpForm, (file: SetUpFile) => string>> = {
  'set-up': setUpFileText,
  'identity-config': identityConfigText,
  terraform: terraformText,
}
const endings: Readonly<Record<SetUpForm, string>> = {
  'set-up': '.set-up.json',
  'identity-config': '.identity-config.json',
  terraform: '.tf',
}

/** Characters of a preview, and remarks in it: more is not looked through. */
const longestPreview = 200_000
const mostRemarks = 100

/** Addresses that stand for a stored text, by what the text is. */
function storedAddresses(connections: readonly SetUpConnection[]) {
  const stored = (field: string) => {
    const all = connections.flatMap(({ fields }) => textMember(fields, field) ?? [])
    return [...new Set(all)].filter(
      (address) => mapperHash(address) !== undefined && !inlineMapperBytes(address),
    )
  }
  return [
    ...stored('mapper_url').map((address) => ({ kind: 'mapper' as const, address })),
    ...stored('raw_idp_metadata_xml').map((address) => ({ kind: 'metadata' as const, address })),
  ]
}

export function createSetUpFiles(deps: {
  readonly files: Pick<AppFiles, 'drafts' | 'snapshots'>
  readonly projects: Pick<ProjectsService, 'openTexts'>
}): SetUpFilesService {
  const { files, projects } = deps

  async function savedSetUp({ projectId, withDraft }: Chosen): Promise<Result<SetUp>> {
    const snapshot = await files.snapshots.read(projectId)
    if (!snapshot.ok) return snapshot
    if (!snapshot.value) {
      return failure(appError('request.invalid', t('Nothing is known of the project yet')))
    }
    if (!withDraft) return success(setUpOf(snapshot.value))
    const draft = await files.drafts.read(projectId)
    if (!draft.ok) return draft
    return success(setUpOf(snapshot.value, draft.value?.intents ?? noIntents))
  }

  /** Texts of what is stored; where one cannot be read, its address stands in the file. */
  async function textsOf(
    projectId: ProjectId,
    connections: readonly SetUpConnection[],
    signal: AbortSignal | undefined,
    known: ReadonlyMap<string, string> = new Map(),
  ) {
    const texts = new Map<string, string>()
    let unread = 0
    const readers = {
      mapper: projects.openTexts(projectId, 'mapper'),
      metadata: projects.openTexts(projectId, 'metadata'),
    }
    await inParallel(
      storedAddresses(connections),
      async ({ kind, address }) => {
        const own = known.get(mapperHash(address) ?? '')
        const text = own === undefined ? await readers[kind](address, signal) : success(own)
        if (text.ok) texts.set(address, text.value)
        else unread += 1
      },
      signal,
    )
    return { texts, unread }
  }

  async function make(
    input: Chosen,
    signal: AbortSignal | undefined,
    known?: ReadonlyMap<string, string>,
  ) {
    const setUp = await savedSetUp(input)
    if (!setUp.ok) return setUp
    const { organizations, connections } = input
    const isChosen = connections && new Set(connections)
    const some = setUp.value.connections.filter(({ key }) => isChosen?.has(key) ?? true)
    const { texts, unread } = await textsOf(input.projectId, some, signal, known)
    if (signal?.aborted) return failure(appError('request.cancelled', t('It was cancelled')))
    const made = makeSetUpFile(setUp.value, texts, {
      ...(organizations ? { organizations: new Set(organizations) } : {}),
      ...(isChosen ? { connections: isChosen } : {}),
    })
    const notRead =
      unread === 0
        ? []
        : [
            t(
              '{count, plural, one {# text} other {# texts}} of mappers or metadata could not be read: ' +
                'the file has their addresses, which only this project may read',
              { count: unread },
            ),
          ]
    return success({
      file: made.file,
      text: writers[input.form](made.file),
      slug: setUp.value.project.slug,
      remarks: [...notRead, ...made.remarks],
    })
  }

  return {
    serverFile: (projectId, known, signal) =>
      make({ projectId, form: 'set-up', withDraft: false }, signal, known),

    async preview(input, signal) {
      const made = await make(input, signal)
      if (!made.ok) return made
      const { file, text, remarks } = made.value
      const more = remarks.length - mostRemarks
      return success({
        text: text.slice(0, longestPreview),
        characters: text.length,
        organizations: file.organizations.length,
        connections: file.connections.length,
        remarks:
          more > 0
            ? [...remarks.slice(0, mostRemarks - 1), t('And {more} more', { more: more + 1 })]
            : remarks,
      })
    },

    async file(input, signal) {
      const made = await make(input, signal)
      if (!made.ok) return made
      const slug = made.value.slug.replace(/[^\w.-]/g, '').slice(0, 60) || 'project'
      return success({ suggestedName: `${slug}${endings[input.form]}`, text: made.value.text })
    },
  }
}
