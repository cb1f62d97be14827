import { computed, ref, shallowRef, watch, onBeforeUnmount } from 'vue'
import type { Edit } from '../../../core/draft/edits'
import { formRows } from '../../../core/fields/form-rows'
import { isSecretReference } from '../../../core/intents/secret-places'
import type { Protocol } from '../../../core/model/connection'
import {
  textListMember,
  textMember,
  type JsonObject,
  type JsonValue,
} from '../../../core/model/json'
import type { PastedRead } from '../../../core/paste/read'
import { useKeptForm, useProjectForms } from '../../composables/use-kept-form'
import { useProject } from '../../project/use-project'
import { suggestConnectionId } from './connection-view'
import {
  blockingProblems,
  fieldsOfKind,
  fieldsOfProtocol,
  problemsOfNew,
  startFields,
  useSecrets,
} from './new-connection'
import { useNewOrganization } from './use-new-organization'
import { usePastedOwner, type OwnChoice } from './use-pasted-owner'
import type { OfferedEdit } from '../../../core/problems/rule'
import { t } from '../../../core/language/translate'

/**
 * Secrets of an unsaved form. They go to the keychain at once, and are dropped with the form unless the draft
 * refers to them.
 * @param onKept called once the keychain has the secret of a field
 * @returns saves a secret, and returns the error as text
 */
function useNewSecrets(onKept: (field: string, reference: string) => void) {
  const project = useProject()
  const { putSecret } = useSecrets()
  const put = new Set<string>()
  let isGone = false

  function dropUnused(): void {
    project.secrets.drop([...put].filter((reference) => !project.secrets.holds(reference)))
  }

  async function keep(
    field: string,
    reference: string,
    value: string,
  ): Promise<string | undefined> {
    // A secret that arrives after the form closed is dropped.
    if (isGone) return undefined
    put.add(reference)
    const failed = await putSecret(reference, value)
    if (isGone) dropUnused()
    else if (failed === undefined) onKept(field, reference)
    return failed
  }

  onBeforeUnmount(() => {
    isGone = true
    dropUnused()
  })
  return keep
}

export interface Pasted {
  readonly fields: JsonObject
  readonly protocol?: Protocol
  readonly secret?: string
  readonly read: PastedRead
}

/** Secrets are in the keychain for one visit of the form only. */
const withoutSecrets = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isSecretReference(value)))

/** @param formName key under which an abandoned form is kept */
export function useNewConnection(formName: 'new-connection' | 'new-set') {
  const project = useProject()

  function startOrganization(): JsonObject {
    const { selection, narrowedTo } = project.place
    const key = selection.kind === 'organization' ? selection.key : narrowedTo
    const found = project.copy.organizations.find(({ target }) => target.key === key)
    return found && found.status !== 'deleted' ? { organization_id: found.target.key } : {}
  }

  const protocol = ref<Protocol>('oidc')
  const fields = shallowRef<JsonObject>({ ...startFields('oidc'), ...startOrganization() })
  /** Fields that were touched: an empty one is no error to show before. */
  const touched = ref<ReadonlySet<string>>(new Set())
  const organization = useNewOrganization(
    () => project.copy,
    computed(() => textMember(fields.value, 'organization_id') ?? ''),
  )
  const owner = usePastedOwner(organization, (field, value) => set(field, value))
  const form = useKeptForm({
    forms: useProjectForms(),
    name: formName,
    read: () => ({
      protocol: protocol.value,
      fields: withoutSecrets(fields.value),
      touched: [...touched.value],
      made: organization.made.value,
      domains: organization.domains.value,
      owner: owner.left(),
    }),
    write: (left) => {
      protocol.value = left.protocol
      fields.value = left.fields
      touched.value = new Set(left.touched)
      organization.made.value = left.made
      organization.domains.value = [...left.domains]
      owner.restore(left.owner)
    },
    hasSecret: () => Object.values(fields.value).some((value) => isSecretReference(value)),
  })

  const problems = computed(() =>
    problemsOfNew(project.copy, protocol.value, fields.value, organization.made.value?.key),
  )
  const blocking = computed(() => blockingProblems(fields.value, problems.value))
  const hindrance = computed(
    () => owner.hindrance.value ?? blocking.value[0]?.message ?? organization.message('error'),
  )
  const isUnfinished = computed(
    () =>
      problems.value.filter(({ severity }) => severity === 'error').length > blocking.value.length,
  )
  const suggestedId = computed(() => {
    const kind = protocol.value === 'saml' ? 'saml' : (textMember(fields.value, 'provider') ?? '')
    return suggestConnectionId(project.copy, organization.label.value, kind)
  })

  function message(field: string, severity: 'error' | 'warning'): string | undefined {
    if (!touched.value.has(field)) return undefined
    const found = problems.value.find((item) => item.field === field && item.severity === severity)
    return found?.message
  }

  function remedies(field: string): OfferedEdit[] {
    if (!touched.value.has(field)) return []
    return problems.value.flatMap((item) => (item.field === field && item.edit ? [item.edit] : []))
  }

  function setProtocol(next: string): void {
    if (next === protocol.value || (next !== 'oidc' && next !== 'saml')) return
    protocol.value = next
    fields.value = fieldsOfProtocol(fields.value, next)
  }

  function set(field: string, value: JsonValue | undefined): void {
    if (field !== 'provider') touched.value = new Set([...touched.value, field])
    if (field === 'provider' && typeof value === 'string') {
      fields.value = fieldsOfKind(fields.value, value)
      return
    }
    const { [field]: _before, ...rest } = fields.value
    fields.value = value === undefined ? rest : { ...rest, [field]: value }
  }

  const keepSecret = useNewSecrets((field, reference) => set(field, { $secret: reference }))
  const makeOrganization = (name: string) => set('organization_id', organization.make(name))

  /** Whom the person chose in this form; the organization that is chosen behind it is none. */
  function ownChoice(): OwnChoice | undefined {
    if (owner.asks.value) {
      const { kind, key, name } = owner
      return kind.value && { kind: kind.value, key: key.value, name: name.value }
    }
    const key = textMember(fields.value, 'organization_id') ?? ''
    if (!touched.value.has('organization_id') || key === '') return undefined
    return organization.isNew.value
      ? { kind: 'new', name: organization.label.value }
      : { kind: 'known', key }
  }

  /** Names that were suggested: they follow the organization until the person writes others. */
  const suggested = { label: '', id: '' }

  function suggestNames(): void {
    if (owner.kind.value === undefined) return
    const text = (field: string) => textMember(fields.value, field) ?? ''
    const { value: label } = organization.label
    if (text('label') === suggested.label) {
      suggested.label = label
      set('label', label === '' ? undefined : label)
    }
    if (text('id') === suggested.id) {
      suggested.id = suggestedId.value
      set('id', suggested.id)
    }
  }
  watch([organization.label, owner.kind], () => owner.asks.value && suggestNames())

  /** Fills in pasted details and asks whom they are for. @returns why the secret could not be saved */
  async function fill(pasted: Pasted): Promise<string | undefined> {
    if (pasted.protocol) setProtocol(pasted.protocol)
    const { provider, domains, ...others } = pasted.fields
    if (protocol.value === 'oidc' && typeof provider === 'string') set('provider', provider)
    const kind = textMember(fields.value, 'provider') ?? ''
    const { main, advanced } = formRows(protocol.value, kind, fields.value)
    const taken = new Set([...main, ...advanced].map(({ field }) => field.name))
    for (const [field, value] of Object.entries(others)) if (taken.has(field)) set(field, value)
    const { read } = pasted
    owner.begin(
      {
        fields: pasted.fields,
        domains: textListMember({ domains: domains ?? [] }, 'domains'),
        read,
      },
      ownChoice(),
    )
    suggestNames()
    if (pasted.secret === undefined || !taken.has('client_secret')) return undefined
    return keepSecret('client_secret', crypto.randomUUID(), pasted.secret)
  }

  /** The edits that make it under a key, as one step with what it is called. */
  function step(key: string): { readonly label: string; readonly edits: readonly Edit[] } {
    const id = textMember(fields.value, 'id') ?? ''
    const name = textMember(fields.value, 'label') || id
    const made: JsonObject = { id, label: name, ...fields.value }
    return {
      label: organization.isNew.value
        ? t('Created {organization} with {name}', { organization: organization.label.value, name })
        : t('Created {name}', { name }),
      edits: [
        ...organization.edits(),
        { kind: 'create-connection', key, protocol: protocol.value, fields: made },
      ],
    }
  }

  return {
    form,
    protocol,
    fields,
    organization,
    hindrance,
    isUnfinished,
    suggestedId,
    message,
    remedies,
    setProtocol,
    set,
    keepSecret,
    makeOrganization,
    owner,
    fill,
    step,
  }
}
