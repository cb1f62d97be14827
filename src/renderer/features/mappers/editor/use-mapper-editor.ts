import { computed, ref, shallowRef, watch, onScopeDispose } from 'vue'
import { t } from '../../../../core/language/translate'
import { scimKind, type MapperGiven } from '../../../../core/mapper/given'
import {
  givenOfOwnKey,
  isClientKey,
  kindOfOwner,
  isOwnMapperKey,
} from '../../../../core/mapper/owners/owners'
import { scimTemplate } from '../../../../core/mapper/template/scim-template'
import type { LintSituation, SsoMetadata } from '../../../../core/mapper/lint/rule'
import { issuerOfConnection } from '../../../../core/mapper/kratos/issuer'
import type { UpdateOnLogin } from '../../../../core/mapper/kratos/sign-in'
import { textListMember, textMember, type JsonObject } from '../../../../core/model/json'
import { providerName } from '../../../../core/model/providers'
import { entityLabel } from '../../../../core/draft/working-copy'
import type { AppError } from '../../../../core/errors/app-error'
import { request } from '../../../bridge/request'
import { withLineEndsOf } from '../../../components/mapper-editor/line-ends'
import { useCases } from './cases/use-cases'
import { useClaims } from './claims/use-claims'
import { useFindings } from './text/use-findings'
import { useMapperText, type StepVerb } from './text/use-mapper-text'
import { useSamples } from './claims/use-samples'
import { useRun, type RunInput } from './result/use-run'
import { useProject } from '../../../project/use-project'
import type { IdentitySchemaEntry } from '../../../../core/ipc/mapper-editor'
import { readObject } from './claims/read-json'
import type { ProjectId } from '../../../../core/model/project-id'
import { ssoMetadataOf } from '../../../../core/mapper/lint/sso-metadata'
import { inlineMapperBytes } from '../../../../core/model/mapper-text'
import type { RequestOutput } from '../../../../core/ipc/contract'
import { useAppStore } from '../../../stores/app'
import { nameOf } from '../mapper-words'

/** An edited text and the mapper that it shall replace. */
interface Edited {
  readonly id: string
  readonly before: string
  readonly name: string
  readonly text: string
}

/** Uses of the text in all projects, and the dialog to edit them. @param deps `flush` writes pending text to the draft */
export function useElsewhere(deps: {
  readonly connectionKey: string
  readonly text: () => string
  readonly flush: () => void
}) {
  const { connectionKey, text, flush } = deps
  const app = useAppStore()
  const project = useProject()
  const { projectId } = project
  const used = shallowRef<RequestOutput<'all-mappers.used'>>()
  const edited = shallowRef<Edited>()
  const error = shallowRef<AppError>()
  const asking = ref(false)
  const controller = new AbortController()
  const { signal } = controller
  onScopeDispose(() => controller.abort())

  /** Asks again: drafts and projects may have changed. */
  async function ask() {
    await project.saving.flush()
    const answer = await request('all-mappers.used', { projectId, connectionKey }, { signal })
    if (answer.ok) used.value = answer.value
    return answer
  }
  // A single project already lists its connections.
  if (app.projects.length > 1 && !isOwnMapperKey(connectionKey)) void ask()

  async function begin(): Promise<void> {
    if (asking.value) return
    asking.value = true
    error.value = undefined
    flush()
    const answer = await ask()
    const { id } = answer.ok ? answer.value : {}
    const read =
      id === undefined ? undefined : await request('all-mappers.read', { id }, { signal })
    asking.value = false
    if (signal.aborted) return
    if (!answer.ok) error.value = answer.error
    else if (read && !read.ok) error.value = read.error
    else if (read && id !== undefined) {
      const { row, text: before = '' } = read.value
      edited.value = { id, before, name: nameOf(row), text: text() }
    }
  }

  return {
    /** Absent if no other project uses the text. */
    places: computed(() => (used.value && used.value.projects > 1 ? used.value : undefined)),
    edited,
    error,
    asking,
    begin,
    end: () => (edited.value = undefined),
  }
}

/** Metadata written by an organization's connections; unreadable mappers count as writing none. */
function useSsoMetadata(organizationId: () => string | undefined) {
  const project = useProject()
  const found = shallowRef<readonly SsoMetadata[]>([])
  /** As text, so that other edits of the draft read nothing again. */
  const mappers = computed(() => {
    const id = organizationId()
    const own = project.copy.connections.filter(
      ({ status, fields }) =>
        id !== undefined && status !== 'deleted' && textMember(fields, 'organization_id') === id,
    )
    return JSON.stringify(
      own.map(({ fields, target }) => [
        entityLabel(fields, target),
        textMember(fields, 'mapper_url') ?? '',
      ]),
    )
  })
  let reading: AbortController | undefined
  onScopeDispose(() => reading?.abort())

  watch(
    mappers,
    async (list) => {
      reading?.abort()
      reading = new AbortController()
      const { signal } = reading
      // It is the list above.
      const pairs = JSON.parse(list) as [label: string, mapperUrl: string][]
      const read = await Promise.all(
        pairs.map(async ([label, mapperUrl]) =>
          ssoMetadataOf(label, await textAt(mapperUrl, signal)),
        ),
      )
      if (!signal.aborted) found.value = read.flat()
    },
    { immediate: true },
  )

  async function textAt(mapperUrl: string, signal: AbortSignal): Promise<string> {
    const inline = inlineMapperBytes(mapperUrl)
    if (inline) return new TextDecoder().decode(inline)
    if (mapperUrl === '') return ''
    const { projectId } = project
    const result = await request('mapper.read', { projectId, mapperUrl }, { signal })
    return result.ok ? result.value.text : ''
  }

  return found
}

/** The identity schema for checks: the project's default until another is chosen. */
function useSchemas(projectId: () => ProjectId | undefined) {
  const entries = shallowRef<readonly IdentitySchemaEntry[]>([])
  const chosenId = ref<string>()
  const text = ref<string>()
  const error = shallowRef<AppError>()
  const reading = ref(false)
  const controller = new AbortController()
  const chosen = computed(() => entries.value.find(({ id }) => id === chosenId.value))
  const schema = computed(() => {
    const read = text.value === undefined ? undefined : readObject(text.value)
    return read?.ok ? read.value : undefined
  })

  async function read(): Promise<void> {
    const project = projectId()
    const id = chosenId.value
    text.value = undefined
    error.value = undefined
    reading.value = project !== undefined && id !== undefined
    if (project === undefined || id === undefined) return
    const input = { projectId: project, id }
    const result = await request('identity-schema.read', input, { signal: controller.signal })
    if (controller.signal.aborted || chosenId.value !== id || projectId() !== project) return
    reading.value = false
    if (result.ok) text.value = result.value.text
    else error.value = result.error
  }

  async function load(): Promise<void> {
    const project = projectId()
    reading.value = project !== undefined
    if (project === undefined) return
    const input = { projectId: project }
    const result = await request('identity-schema.list', input, { signal: controller.signal })
    if (controller.signal.aborted || projectId() !== project) return
    if (!result.ok) {
      reading.value = false
      error.value = result.error
      return
    }
    entries.value = result.value.schemas
    const standard = entries.value.find(({ isDefault }) => isDefault) ?? entries.value[0]
    await choose(standard?.id)
  }

  async function choose(id: string | undefined): Promise<void> {
    chosenId.value = id
    await read()
  }

  watch(projectId, () => void load(), { immediate: true })
  onScopeDispose(() => controller.abort())

  return { entries, chosenId, chosen, text, schema, error, reading, choose, load }
}

/** State of the mapper screen. */
export function useMapperEditor() {
  const project = useProject()
  const mapper = useMapperText()
  const { owner } = mapper
  const projectId = () => project.snapshot?.summary.id
  const fields = computed<JsonObject>(() => owner.value?.fields ?? {})
  const ownerKey = project.place.mapperEditor?.connectionKey ?? ''
  /** Input kind of an unsaved mapper. */
  const ownGiven = givenOfOwnKey(ownerKey)
  const isOwn = ownGiven !== undefined
  /** The owner of a mapper never changes. */
  const given: MapperGiven = ownGiven ?? (isClientKey(ownerKey) ? 'scim' : 'claims')

  const title = computed(() => {
    if (isOwn) return t('Mapper to try')
    return owner.value ? entityLabel(owner.value.fields, owner.value.target) : t('Mapper')
  })
  /** The kind that converts sent data to the mapper's input. */
  const kind = computed(() => {
    if (given === 'scim') return scimKind
    return (owner.value && kindOfOwner(owner.value)) || 'generic'
  })
  const provider = computed(() => nameOfKind(kind.value))
  const issuer = computed(
    () => textMember(fields.value, 'issuer_url') ?? textMember(fields.value, 'idp_metadata_url'),
  )
  const updateOnLogin = computed<UpdateOnLogin>(() =>
    textMember(fields.value, 'update_identity_on_login') === 'automatic' ? 'automatic' : 'never',
  )

  const owningOrganization = computed(() => {
    const key = textMember(fields.value, 'organization_id')
    return project.copy.organizations.find(({ target }) => target.key === key)
  })
  const domains = computed(() =>
    owningOrganization.value ? textListMember(owningOrganization.value.fields, 'domains') : [],
  )

  const claims = useClaims(
    () => kind.value,
    () => updateOnLogin.value,
    () => ({
      issuer: textMember(fields.value, 'issuer_url'),
      clientId: textMember(fields.value, 'client_id'),
      connectionIssuer: issuerOfConnection(kind.value, fields.value),
    }),
    () => textMember(fields.value, 'organization_id'),
  )
  const schemas = useSchemas(projectId)
  const text = () => (mapper.state.value.kind === 'ready' ? mapper.text.value : undefined)

  /** The opened case's schema, if it has one. */
  const schemaText = computed(() =>
    claims.schema.value ? JSON.stringify(claims.schema.value) : schemas.text.value,
  )
  const runInput = computed<RunInput | undefined>(() => {
    const value = text()
    const input = claims.input.value
    if (value === undefined || !input) return undefined
    const schema = schemaText.value
    return {
      text: value,
      claims: input,
      ...(claims.identity.value ? { identity: claims.identity.value } : {}),
      ...(given === 'scim' && owningOrganization.value ? { domains: domains.value } : {}),
      updateOnLogin: given === 'scim' ? 'automatic' : claims.updateOnLogin.value,
      ...(claims.typed.form.value && given === 'claims' ? { form: claims.typed.form.value } : {}),
      ...(schema === undefined ? {} : { schema }),
    }
  })
  const run = useRun(() => runInput.value)

  const ssoMetadata = useSsoMetadata(() =>
    given === 'scim' ? textMember(fields.value, 'organization_id') : undefined,
  )
  const situation = computed<LintSituation>(() => {
    const source = textMember(fields.value, 'claims_source')
    const { value: schema } = schemas.schema
    return {
      provider: kind.value,
      ...(source === 'id_token' || source === 'userinfo' ? { claimsSource: source } : {}),
      ...(schema ? { schema } : {}),
      ...(domains.value.length > 0 ? { domains: domains.value } : {}),
      ...(ssoMetadata.value.length > 0 ? { ssoMetadata: ssoMetadata.value } : {}),
    }
  })
  const replaceKeepingLineEnds = (next: string, verb: StepVerb) =>
    mapper.replace(withLineEndsOf(mapper.text.value, next), verb)
  const findings = useFindings({
    text,
    situation: () => situation.value,
    shown: () => run.shown.value,
    runs: () => claims.input.value !== undefined,
    replace: replaceKeepingLineEnds,
  })

  const place = computed(() => {
    const value = text()
    const key = isOwn || owner.value ? ownerKey : undefined
    const id = projectId()
    if (value === undefined || key === undefined || id === undefined) return undefined
    return { projectId: id, connectionKey: key, text: value }
  })
  const opened = computed(() => {
    const { value } = mapper.state
    return value.kind === 'ready' ? value.version : undefined
  })
  const cases = useCases({
    place: () => place.value,
    schema: () => schemas.text.value,
    opened: () => opened.value,
  })

  const samples = useSamples({
    hints: () => ({
      provider: kind.value,
      ...(issuer.value === undefined ? {} : { issuer: issuer.value }),
    }),
    cases: () => cases.cases.value,
  })
  async function start(): Promise<void> {
    await samples.load()
    const first = samples.first()
    if (first && !claims.chosen.value) claims.choose(first)
  }
  void start()

  function chooseClaims(id: string): void {
    const set = samples.find(id)
    if (set) claims.choose(set)
  }

  function chooseSchema(id: string): void {
    claims.schema.value = undefined
    void schemas.choose(id)
  }

  const elsewhere = useElsewhere({
    connectionKey: ownerKey,
    text: () => mapper.text.value,
    flush: mapper.flush,
  })

  const formatError = shallowRef<AppError>()
  const formatting = ref(false)

  async function format(): Promise<void> {
    const before = text()
    if (before === undefined || mapper.readOnly.value || formatting.value) return
    formatting.value = true
    const result = await request('mapper.format', { text: before })
    formatting.value = false
    formatError.value = result.ok ? undefined : result.error
    // Keeps text typed meanwhile.
    if (result.ok && text() === before) replaceKeepingLineEnds(result.value.text, 'Formatted')
  }
  watch(mapper.text, () => (formatError.value = undefined))

  /** A new SCIM mapper from the identity schema, as one undo step. */
  function startFromSchema(): void {
    if (!mapper.readOnly.value) mapper.replace(scimTemplate(schemas.schema.value), 'Rewrote')
  }

  async function runNow(): Promise<void> {
    mapper.flush()
    findings.catchUp()
    await run.runNow()
  }

  function newestRun() {
    mapper.flush()
    return run.newest()
  }

  return {
    mapper,
    elsewhere,
    claims,
    schemas,
    run,
    findings,
    cases,
    samples,
    chooseClaims,
    chooseSchema,
    title,
    given,
    isOwn,
    kind,
    provider,
    fields,
    issuer,
    domains,
    formatError,
    format,
    startFromSchema,
    runNow,
    newestRun,
  }
}

const nameOfKind = (kind: string): string =>
  kind === 'saml' || kind === scimKind ? kind.toUpperCase() : providerName(kind)

export type MapperEditor = ReturnType<typeof useMapperEditor>
