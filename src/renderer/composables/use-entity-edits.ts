import { computed, type ComputedRef } from 'vue'
import type { Target } from '../../core/intents/intents'
import type { WorkingConnection, WorkingEntity } from '../../core/draft/working-copy'
import { secretFields } from '../../core/fields/fields'
import type { JsonValue } from '../../core/model/json'
import type { WrittenProblem } from '../../core/problems/problem'
import type { OfferedEdit } from '../../core/problems/rule'
import { stepNames } from '../../core/check/report-text'
import { valueWords } from '../../core/fields/value-words'
import { organizationNames } from '../../core/draft/entity-index'
import { useAttention } from './use-attention'
import { useLastChecks } from './use-last-checks'
import { useProject } from '../project/use-project'
import { t } from '../../core/language/translate'

const longest = 300

/** Edits one organization or connection of the working copy, field by field. */
export function useEntityEdits<Entity extends WorkingEntity | WorkingConnection>(
  entity: ComputedRef<Entity | undefined>,
) {
  const project = useProject()
  const attention = useAttention()
  const checks = useLastChecks()
  /** Focus session of each field: one session is one undo step. */
  const sessions = new Map<string, string>()

  const target = computed<Target | undefined>(() => entity.value?.target)
  const problems = computed(() =>
    project.problems.filter(
      (problem) =>
        problem.target.kind === target.value?.kind && problem.target.key === target.value.key,
    ),
  )

  function beginVisit(field: string): void {
    sessions.set(field, crypto.randomUUID())
  }

  function set(field: string, value: JsonValue | undefined, label: string): void {
    const at = target.value
    if (!at) return
    if (!sessions.has(field)) beginVisit(field)
    const group = `${at.kind} ${at.key} ${field} ${sessions.get(field)}`
    const name = value === undefined ? {} : { value }
    project.draft.edit({ kind: 'set-field', target: at, field, ...name }, label, group)
  }

  function revertField(field: string, label: string): void {
    const at = target.value
    if (at) project.draft.edit({ kind: 'revert-field', target: at, field }, label)
    sessions.delete(field)
  }

  function revert(label: string): void {
    const at = target.value
    if (at) project.draft.edit({ kind: 'revert', target: at }, label)
  }

  /** Whether a field is edited. @returns the server's value if it fits in one line; `true` for secrets and long values */
  function isEdited(field: string): boolean | string {
    const { value } = entity
    if (value?.status !== 'edited' || !value.edited.includes(field)) return false
    const had = value.server?.[field]
    if (secretFields.has(field) || (typeof had === 'object' && !Array.isArray(had))) return true
    const text = valueWords(field, had, organizationNames(project.copy)) ?? t('not set')
    return text.length > longest || text.includes('\n') ? true : text
  }

  function fieldProblems(field: string): WrittenProblem[] {
    return problems.value.filter((problem) => problem.field === field)
  }

  /** Problem of the server's value, if a fix is known. */
  function found(field: string): { readonly message: string; readonly edit: OfferedEdit }[] {
    const at = target.value
    if (!at) return []
    return attention
      .statesAt(at)
      .flatMap(({ problem: { message, edit, field: where } }) =>
        where === field && edit ? [{ message, edit }] : [],
      )
  }

  /** Problem found by the last check of a connection. */
  function checked(field: string): { readonly message: string; readonly edit: OfferedEdit }[] {
    const { value } = entity
    if (value?.target.kind !== 'connection' || value.edited.includes(field)) return []
    return (checks.reports[value.target.key]?.steps ?? []).flatMap(({ id, text, fix }) => {
      if (fix?.field !== field || value.fields[field] === fix.value) return []
      const label = t('Write it as {value}', { value: fix.value })
      const edit = { kind: 'set-field' as const, target: value.target, field, value: fix.value }
      return [{ message: `${stepNames[id]}: ${text}`, edit: { label, edits: [edit] } }]
    })
  }

  /** Message at a field; warnings also about the server's value, if a fix is known. */
  function message(field: string, severity: WrittenProblem['severity']): string | undefined {
    const texts = fieldProblems(field)
      .filter((problem) => problem.severity === severity)
      .map((problem) => problem.message)
    const onServer = severity === 'warning' ? [...found(field), ...checked(field)] : []
    const all = [...texts, ...onServer.map((each) => each.message)]
    return all.length > 0 ? all.join('. ') : undefined
  }

  /** Edits that fix the value of a field. */
  function remedies(field: string): OfferedEdit[] {
    const written = fieldProblems(field).flatMap(({ edit }) => (edit ? [edit] : []))
    const offers = [...written, ...[...found(field), ...checked(field)].map(({ edit }) => edit)]
    return offers.filter(({ label }, at) => offers.findIndex((each) => each.label === label) === at)
  }

  return { target, problems, beginVisit, set, revertField, revert, isEdited, message, remedies }
}
