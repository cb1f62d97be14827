import {
  inject,
  markRaw,
  onScopeDispose,
  provide,
  proxyRefs,
  ref,
  shallowRef,
  computed,
  type InjectionKey,
} from 'vue'
import { severalFields, type BulkKind } from '../../../core/bulk/operation'
import { mostTableCharacters, type BulkApplied, type AskedOperation } from '../../../core/ipc/bulk'
import type { ProjectId } from '../../../core/model/project-id'
import { useFlushDrafts } from '../../composables/use-flush-drafts'
import { useProjectsStore } from '../../stores/projects'
import type { SelectedRow } from '../../stores/ui'
import { createPreviewing } from './previewing'
import { partsOf } from '../../composables/use-selected-rows'
import { t } from '../../../core/language/translate'
import type { AppError } from '../../../core/errors/app-error'
import { fieldNamed } from '../../../core/fields/fields'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import type { JsonValue } from '../../../core/model/json'
import { request } from '../../bridge/request'

/** Characters of a table that is shown as text; a longer one is named only. */
const mostShown = 100_000

/** A table that is too long to be shown. */
export interface HeldTable {
  readonly name: string
  readonly text: string
}

function choicesOf(kind: BulkKind): { readonly value: string; readonly label: string }[] {
  const fields = severalFields[kind].map(({ name, label }) => ({ value: name, label }))
  if (kind === 'organization') {
    return [...fields, { value: 'domains', label: t('Domains from a table') }]
  }
  const at = fields.findIndex(({ value }) => value === 'scope') + 1
  return fields.toSpliced(at, 0, { value: 'mapper_url', label: t('Mapper') })
}

/** @param isDeletion asks only what happens to the connections of organizations */
export function createChanging(kind: BulkKind, isDeletion: boolean) {
  const what = ref('')
  const how = ref<'add' | 'remove' | 'set'>('add')
  const items = shallowRef<readonly string[]>([])
  const value = ref<string | boolean>()
  const connections = ref<'delete' | 'detach'>('delete')
  const mapper = ref('')
  /** What is found in a text of the mapper; it may be an earlier one. */
  const findings = shallowRef<{
    readonly text: string
    readonly findings: readonly MapperFinding[]
  }>({ text: '', findings: [] })
  const table = ref('')
  const held = shallowRef<HeldTable>()
  const refused = ref('')
  const fileError = shallowRef<AppError>()
  const field = computed(() => fieldNamed(severalFields[kind], what.value))

  /** The engine's linter calls nothing else an error. */
  const hasSyntaxError = (text: string) =>
    findings.value.text === text &&
    findings.value.findings.some(({ rule, severity }) => rule === 'jsonnet' && severity === 'error')

  const operation = computed((): AskedOperation | undefined => {
    if (isDeletion) return { kind: 'delete', of: kind, connections: connections.value }
    if (what.value === 'mapper_url') return { kind: 'mapper', text: mapper.value }
    if (what.value === 'domains') {
      return { kind: 'domains', table: held.value?.text ?? table.value }
    }
    if (!field.value) return undefined
    const { name, control } = field.value
    return control === 'list'
      ? { kind: 'list', field: name, how: how.value, items: [...items.value] }
      : { kind: 'value', field: name, value: value.value }
  })
  const missing = computed(() => {
    const asked = operation.value
    if (!asked) return t('Choose what to change')
    if (asked.kind === 'list' && asked.items.length === 0) return t('Enter at least one value')
    if (asked.kind === 'mapper' && asked.text.trim() === '') return t('Enter the mapper')
    if (asked.kind === 'mapper' && hasSyntaxError(asked.text)) return t('Correct the syntax first')
    if (asked.kind === 'domains' && asked.table.trim() === '')
      return t('Paste a table or open a file')
    return undefined
  })

  /** Begins with another field; what was entered for the one before is of no use for it. */
  function choose(name: string): void {
    if (name === what.value) return
    what.value = name
    items.value = []
    value.value = undefined
  }

  /** Of fields that are set for several, none has another kind of value. */
  function put(next: JsonValue | undefined): void {
    value.value = typeof next === 'string' || typeof next === 'boolean' ? next : undefined
  }

  /** Takes a table; what was there before stays where the new one is refused. @returns whether it is shown */
  function takeTable(name: string, text: string): boolean {
    fileError.value = undefined
    refused.value = ''
    if (text.length > mostTableCharacters) {
      refused.value = t(
        '{name} has {count, plural, one {# character} other {# characters}}; a table may ' +
          'have {most, plural, one {# character} other {# characters}}. It was not used, and ' +
          'nothing was changed.',
        { name, count: text.length, most: mostTableCharacters },
      )
      return false
    }
    if (text.length > mostShown) {
      held.value = { name, text }
      return false
    }
    held.value = undefined
    return true
  }

  async function openFile(): Promise<void> {
    const result = await request('file.choose', { kind: 'table' })
    if (!result.ok) {
      fileError.value = result.error
      return
    }
    const { name, text } = result.value
    if (name === undefined || text === undefined) return
    if (takeTable(name, text)) table.value = text
  }

  return {
    choices: choicesOf(kind),
    what,
    field,
    how,
    items,
    value,
    connections,
    mapper,
    findings,
    table,
    held,
    refused,
    fileError,
    operation,
    missing,
    choose,
    put,
    takeTable,
    openFile,
    letGo: () => (held.value = undefined),
  }
}

export type ChangeStepName = 'change' | 'preview' | 'done'

export function createChange(rows: readonly SelectedRow[], isDeletion: boolean) {
  const projects = useProjectsStore()
  const flush = useFlushDrafts()
  const [row] = rows
  const kind: BulkKind = row?.kind === 'organization' ? 'organization' : 'connection'
  const chosen = partsOf(rows).map(({ projectId, keys }) => ({ projectId, keys: [...keys] }))
  const step = ref<ChangeStepName>('change')
  const changing = markRaw(proxyRefs(createChanging(kind, isDeletion)))
  const previewing = markRaw(proxyRefs(createPreviewing()))
  const applied = shallowRef<readonly BulkApplied[]>([])
  const unsaved = ref<string>()
  const ids = chosen.map(({ projectId }) => projectId)

  async function preview(): Promise<void> {
    if (!changing.operation || changing.missing !== undefined) return
    unsaved.value = undefined
    // Where it cannot be saved, the preview is of what is on disk, and applying says so.
    await flush(ids)
    if (await previewing.prepare(chosen, changing.operation)) step.value = 'preview'
  }

  async function apply(): Promise<void> {
    unsaved.value = await flush(ids)
    if (unsaved.value !== undefined) return
    const done = await previewing.apply()
    if (!done) return
    applied.value = done
    step.value = 'done'
  }

  /** Takes the step back of one project, where nothing was done in its draft since. @returns whether it did */
  async function undo(projectId: ProjectId, stepId: string): Promise<boolean> {
    const { session, end } = await projects.visit(projectId)
    const isLast = session.draft.current?.past.at(-1)?.id === stepId
    if (isLast) session.draft.undo()
    await end()
    return isLast
  }

  onScopeDispose(() => previewing.cancel())

  return {
    kind,
    isDeletion,
    count: rows.length,
    projects: chosen.length,
    step,
    changing,
    previewing,
    applied,
    unsaved,
    back: () => (step.value = 'change'),
    preview,
    apply,
    undo,
  }
}

export type Change = ReturnType<typeof createChange>
type Shown = ReturnType<typeof proxyRefs<Change>>
const key: InjectionKey<Shown> = Symbol('change')

export function provideChange(rows: readonly SelectedRow[], isDeletion: boolean): Shown {
  const change = proxyRefs(createChange(rows, isDeletion))
  provide(key, change)
  return change
}

export function useChange(): Shown {
  const change = inject(key)
  if (!change) throw new Error('There is no change around this component')
  return change
}
