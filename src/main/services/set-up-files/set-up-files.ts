import { setUpOf } from '../../../core/draft/set-up-of'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { noIntents } from '../../../core/intents/intents'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { SetUpForm } from '../../../core/ipc/set-up-files'
import type { SetUp, SetUpOrganization } from '../../../core/model/set-up'
import { textMember } from '../../../core/model/json'
import { inlineMapperBytes, mapperHash } from '../../../core/model/mapper-text'
import type { SetUpFile } from '../../../core/set-up-file/form'
import { terraformText } from '../../../core/set-up-file/terraform'
import {
  chosenClients,
  makeSetUpFile,
  setUpFileText,
  type MadeFile,
} from '../../../core/set-up-file/write'
import { identityConfigText } from '../../../core/set-up-file/write-identity-config'
import { inParallel } from '../../concurrency/in-parallel'
import type { AppFiles } from '../../files/app-files'
import type { ProjectsService } from '../projects/projects'
import type { ProjectId } from '../../../core/model/project-id'

type Chosen = RequestInput<'set-up.preview'>

export interface SetUpFilesService {
  preview(input: Chosen, signal?: AbortSignal): Promise<Result<RequestOutput<'set-up.preview'>>>
  /** Server state as a file; `unread` counts texts that stay addresses. */
  serverFile(
    projectId: ProjectId,
    known: ReadonlyMap<string, string>,
    signal?: AbortSignal,
  ): Promise<Result<MadeFile & { readonly unread: number }>>
  /** Suggested name and full text. */
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

/** Maximum number of characters of a preview. */
const longestPreview = 200_000
const mostRemarks = 100

/** Storage addresses by kind of text. */
function storedAddresses(owners: readonly SetUpOrganization[]) {
  const stored = (field: string) => {
    const all = owners.flatMap(({ fields }) => textMember(fields, field) ?? [])
    return [...new Set(all)].filter(
      (address) => mapperHash(address) !== undefined && !inlineMapperBytes(address),
    )
  }
  return [
    ...stored('mapper_url').map((address) => ({ kind: 'mapper' as const, address })),
    ...stored('raw_idp_metadata_xml').map((address) => ({ kind: 'metadata' as const, address })),
  ]
}

/** Warns about SCIM clients missing in the form or unknown. */
function clientRemarks(form: SetUpForm, { scimClients, organizations }: SetUpFile): string[] {
  if (!scimClients) {
    const isAbout = organizations.length > 0 && form !== 'identity-config'
    return isAbout ? [t('SCIM clients are not in the file: this project’s are not known')] : []
  }
  if (form !== 'identity-config' || scimClients.length === 0) return []
  return [
    t(
      '{count, plural, one {# SCIM client is left out: an identity configuration has none} ' +
        'other {# SCIM clients are left out: an identity configuration has none}}',
      { count: scimClients.length },
    ),
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

  /** Stored texts; unreadable ones stay addresses. */
  async function textsOf(
    projectId: ProjectId,
    owners: readonly SetUpOrganization[],
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
      storedAddresses(owners),
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
    const chosen = {
      ...(organizations ? { organizations: new Set(organizations) } : {}),
      ...(isChosen ? { connections: isChosen } : {}),
    }
    const owners = [
      ...setUp.value.connections.filter(({ key }) => isChosen?.has(key) ?? true),
      ...(chosenClients(setUp.value, chosen) ?? []),
    ]
    const { texts, unread } = await textsOf(input.projectId, owners, signal, known)
    if (signal?.aborted) return failure(appError('request.cancelled', t('It was cancelled')))
    const made = makeSetUpFile(setUp.value, texts, chosen)
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
      unread,
      file: made.file,
      text: writers[input.form](made.file),
      slug: setUp.value.project.slug,
      remarks: [...notRead, ...clientRemarks(input.form, made.file), ...made.remarks],
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
        scimClients: file.scimClients?.length ?? 0,
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
