import { computed, ref, shallowRef } from 'vue'
import { t } from '../../../core/language/translate'
import { operationTargets } from '../../../core/bulk/operation'
import type { AppError } from '../../../core/errors/app-error'
import type { MapperFinding } from '../../../core/mapper/lint/finding'
import { mostTableCharacters, type AskedOperation } from '../../../core/ipc/bulk'
import { request } from '../../bridge/request'
import type { BulkKind } from './choosing'

export type OperationKind = AskedOperation['kind']

/** Characters of a table that is shown as text; a longer one is named only. */
const mostShown = 100_000

/** The operations on one kind of entity. */
export const operationsOn: Readonly<Record<BulkKind, readonly OperationKind[]>> = {
  connection: ['scope', 'mapper', 'pkce'],
  organization: ['session-lifespan', 'domains'],
}

/** A table that is too long to be shown. */
export interface HeldTable {
  readonly name: string
  readonly text: string
}

/** What is to be changed, as it is entered. */
export function createChanging() {
  const kind = ref<OperationKind>('scope')
  const how = ref<'add' | 'remove' | 'set'>('add')
  const scopes = shallowRef<readonly string[]>([])
  const mapper = ref('')
  /** What is found in a text of the mapper; it may be an earlier one. */
  const findings = shallowRef<{
    readonly text: string
    readonly findings: readonly MapperFinding[]
  }>({ text: '', findings: [] })
  const pkce = ref('force')
  const lifespan = ref<string>()
  const table = ref('')
  const held = shallowRef<HeldTable>()
  /** Why a table was not taken, in words. */
  const refused = ref('')
  const fileError = shallowRef<AppError>()

  /** The engine's linter calls nothing else an error. */
  const hasSyntaxError = (text: string) =>
    findings.value.text === text &&
    findings.value.findings.some(({ rule, severity }) => rule === 'jsonnet' && severity === 'error')

  const operation = computed((): AskedOperation => {
    switch (kind.value) {
      case 'scope':
        return { kind: 'scope', how: how.value, scopes: [...scopes.value] }
      case 'mapper':
        return { kind: 'mapper', text: mapper.value }
      case 'pkce':
        return { kind: 'pkce', value: pkce.value }
      case 'session-lifespan':
        return { kind: 'session-lifespan', value: lifespan.value ?? '' }
      case 'domains':
        return { kind: 'domains', table: held.value?.text ?? table.value }
    }
  })
  /** What is still missing, in words. */
  const missing = computed(() => {
    const asked = operation.value
    if (asked.kind === 'scope' && asked.scopes.length === 0) return t('Enter at least one scope')
    if (asked.kind === 'mapper' && asked.text.trim() === '') return t('Enter the mapper')
    if (asked.kind === 'mapper' && hasSyntaxError(asked.text)) return t('Correct the syntax first')
    if (asked.kind === 'domains' && asked.table.trim() === '')
      return t('Paste a table or open a file')
    return undefined
  })

  /** Takes the first operation that the chosen kind has, where the present one is about the other. */
  function fit(target: BulkKind): void {
    if (operationTargets[kind.value] !== target) kind.value = operationsOn[target][0] ?? 'scope'
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
    const result = await request('bulk.choose-table', {})
    if (!result.ok) {
      fileError.value = result.error
      return
    }
    const { name, text } = result.value
    if (name === undefined || text === undefined) return
    if (takeTable(name, text)) table.value = text
  }

  return {
    kind,
    how,
    scopes,
    mapper,
    findings,
    pkce,
    lifespan,
    table,
    held,
    refused,
    fileError,
    operation,
    missing,
    fit,
    takeTable,
    openFile,
    letGo: () => (held.value = undefined),
  }
}
