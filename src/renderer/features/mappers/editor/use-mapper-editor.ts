import { computed, ref, shallowRef, watch } from 'vue'
import { t } from '../../../../core/language/translate'
import { scimKind, type MapperGiven } from '../../../../core/mapper/given'
import { givenOfOwnKey, isClientKey, kindOfOwner } from '../../../../core/mapper/owners/owners'
import { scimTemplate } from '../../../../core/mapper/template/scim-template'
import type { LintSituation } from '../../../../core/mapper/lint/rule'
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
import { useElsewhere } from './text/use-elsewhere'
import { useSsoMetadata } from './text/use-sso-metadata'
import { useMapperText, type StepVerb } from './text/use-mapper-text'
import { useSamples } from './claims/use-samples'
import { useRun, type RunInput } from './result/use-run'
import { useSchemas } from './claims/use-schemas'
import { useProject } from '../../../project/use-project'

/** State of the mapper screen: the mapper of a connection or SCIM client, or one that nothing has, and what it is tried with. */
export function useMapperEditor() {
  const project = useProject()
  const mapper = useMapperText()
  const { owner } = mapper
  const projectId = () => project.snapshot?.summary.id
  const fields = computed<JsonObject>(() => owner.value?.fields ?? {})
  const ownerKey = project.place.mapperEditor?.connectionKey ?? ''
  /** Of a mapper that nothing has; a person chose it. */
  const ownGiven = givenOfOwnKey(ownerKey)
  const isOwn = ownGiven !== undefined
  /** What the mapper is given; the owner of a mapper stays the same. */
  const given: MapperGiven = ownGiven ?? (isClientKey(ownerKey) ? 'scim' : 'claims')

  const title = computed(() => {
    if (isOwn) return t('Mapper to try')
    return owner.value ? entityLabel(owner.value.fields, owner.value.target) : t('Mapper')
  })
  /** Kind by which what is sent becomes what the mapper is given. */
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

  /** That of the opened case, where it has one. */
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
    // Text typed meanwhile is kept.
    if (result.ok && text() === before) replaceKeepingLineEnds(result.value.text, 'Formatted')
  }
  watch(mapper.text, () => (formatError.value = undefined))

  /** Another mapper for SCIM, by the identity schema; one step of undo. */
  function startFromSchema(): void {
    if (!mapper.readOnly.value) mapper.replace(scimTemplate(schemas.schema.value), 'Rewrote')
  }

  async function runNow(): Promise<void> {
    mapper.flush()
    findings.catchUp()
    await run.runNow()
  }

  /** The run of the newest text and claims; waits for it. */
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
