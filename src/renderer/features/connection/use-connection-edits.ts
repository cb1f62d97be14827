import type { ComputedRef } from 'vue'
import type { Edit } from '../../../core/draft/edits'
import {
  entityLabel,
  type WorkingConnection,
  type WorkingEntity,
} from '../../../core/draft/working-copy'
import type { JsonObject, JsonValue } from '../../../core/model/json'
import { fieldName } from '../../../core/fields/value-words'
import { fieldsOfKind, useSecrets } from './new-connection'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

export function useConnectionEdits(
  connection: ComputedRef<WorkingConnection | WorkingEntity | undefined>,
) {
  const project = useProject()
  const { putSecret } = useSecrets()

  const labelOf = ({ fields, target }: WorkingEntity) => entityLabel(fields, target)

  /** Sets all these fields; an `undefined` member is removed. */
  function setAll(
    fields: Readonly<Record<string, JsonValue | undefined>>,
    label: string,
    group = `all ${crypto.randomUUID()}`,
  ): void {
    const { target, fields: before } = connection.value ?? {}
    if (!target || !before) return
    for (const [field, value] of Object.entries(fields)) {
      if (value === before[field]) continue
      const edit: Edit = {
        kind: 'set-field',
        target,
        field,
        ...(value === undefined ? {} : { value }),
      }
      project.draft.edit(edit, label, group)
    }
  }

  function setProvider(provider: string): void {
    const now = connection.value
    if (!now) return
    const next: JsonObject = { ...fieldsOfKind(now.fields, provider), provider }
    const names = new Set([...Object.keys(now.fields), ...Object.keys(next)])
    const all = Object.fromEntries([...names].map((name) => [name, next[name]]))
    setAll(all, t('Provider of {name}', { name: labelOf(now) }))
  }

  async function putAndEdit(
    to: WorkingEntity,
    field: string,
    reference: string,
    value: string,
    step: { readonly label: string; readonly group: string },
  ): Promise<string | undefined> {
    const failed = await putSecret(reference, value)
    if (failed !== undefined) return failed
    const edit: Edit = {
      kind: 'set-field',
      target: to.target,
      field,
      value: { $secret: reference },
    }
    project.draft.edit(edit, step.label, step.group)
    // The connection may have been deleted while the keychain answered: then nothing refers to the secret.
    if (!project.secrets.holds(reference)) project.secrets.drop([reference])
    return undefined
  }

  function keepSecret(
    to: WorkingEntity,
    field: string,
    reference: string,
    value: string,
    step = {
      label: t('{field} of {name}', { field: fieldName(field), name: labelOf(to) }),
      group: `secret ${to.target.key} ${field} ${reference}`,
    },
  ): Promise<string | undefined> {
    return project.secrets.track(putAndEdit(to, field, reference, value, step))
  }

  async function paste(fields: JsonObject, secret: string | undefined) {
    const to = connection.value
    if (!to) return undefined
    const label = t('Pasted details of {name}', { name: labelOf(to) })
    const group = `paste ${to.target.key} ${crypto.randomUUID()}`
    setAll(fields, label, group)
    if (secret === undefined) return undefined
    return keepSecret(to, 'client_secret', crypto.randomUUID(), secret, { label, group })
  }

  return { setProvider, keepSecret, paste }
}
