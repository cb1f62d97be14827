import { computed, shallowRef, watch, type Ref } from 'vue'
import { t } from '../../../core/language/translate'
import {
  isSearchable,
  type SearchField,
  type SearchTarget,
  type SearchRow,
} from '../../../core/search/search'
import type { RequestOutput } from '../../../core/ipc/contract'
import { isAddress } from '../../../core/sign-in-ways/pasted'
import { missWords } from '../../../core/sign-in-ways/who-words'
import { request } from '../../bridge/request'
import { useLatest } from '../../composables/use-latest'
import type { ProjectId } from '../../../core/model/project-id'
import { byRecency, fuzzyFind } from '../../../core/search/fuzzy'
import { environmentNames } from '../../../core/model/environment-names'
import type { ProjectSummary, Workspace } from '../../../core/model/project'

export interface FoundProject {
  readonly project: ProjectSummary
  readonly workspace: Workspace
  /** The name in parts; the odd ones match what was typed. */
  readonly parts: readonly string[]
}

/**
 * Best matches first, then by most recent use; all projects for an empty text.
 * @param recent project IDs, the last opened first
 */
export function findProjects(
  workspaces: readonly Workspace[],
  typed: string,
  recent: readonly string[] = [],
): FoundProject[] {
  const all = workspaces.flatMap((workspace) =>
    workspace.projects
      .filter(({ state }) => state !== 'deleted')
      .map((project) => ({ project, workspace })),
  )
  const inOrder = byRecency(all, ({ project }) => project.id, recent)
  return fuzzyFind(typed, inOrder, ({ project, workspace }) => [
    project.name,
    `${workspace.name} ${project.slug} ${environmentNames[project.environment]}`,
  ]).map(({ item, parts }) => ({ ...item, parts }))
}

/**
 * Searches all projects read on this computer; earlier rows stay until the next answer.
 * @param projectId limits the search to one project
 */
export function useSearch(typed: Ref<string>, projectId: Ref<ProjectId | undefined>) {
  const rows = shallowRef<readonly SearchRow[]>([])
  /** How many projects were looked through; `undefined` before the first answer. */
  const projects = shallowRef<number>()
  const question = computed(() => `${projectId.value ?? ''} ${typed.value}`)
  const answered = shallowRef<string>()

  useLatest(
    [typed, projectId],
    0,
    async (signal) => {
      const only = projectId.value === undefined ? {} : { projectId: projectId.value }
      const input = { typed: typed.value.slice(0, 200), ...only }
      const asked = question.value
      const answer = await request('search.find', input, { signal })
      // One that failed finds nothing; what was typed since is asked already where it was cancelled.
      const { rows: found, projects: of } = answer.ok ? answer.value : { rows: [], projects: 0 }
      return { asked, rows: found, projects: of }
    },
    (answer) => {
      answered.value = answer.asked
      rows.value = answer.rows
      projects.value = answer.projects
    },
  )
  // Rows of something else are worse than none.
  watch([typed, projectId], () => {
    if (!isSearchable(typed.value)) rows.value = []
  })
  return {
    rows: computed(() => (isSearchable(typed.value) ? rows.value : [])),
    projects,
    /** The rows are those of the letter before. */
    isStale: computed(() => isSearchable(typed.value) && answered.value !== question.value),
  }
}

/** What would have to be for people of an address or a domain to sign in, where what is typed is one that nobody takes. */
export function useMissedAddress(typed: Ref<string>): Ref<string | undefined> {
  const answer = shallowRef<RequestOutput<'all-organizations.addresses'>>()
  useLatest(
    typed,
    150,
    async (signal) => {
      const text = typed.value.trim()
      if (!isAddress(text)) return undefined
      const input = { texts: [text], offset: 0, limit: 1 }
      const asked = await request('all-organizations.addresses', input, { signal })
      return asked.ok ? asked.value : undefined
    },
    (next) => (answer.value = next),
  )
  return computed(() => {
    const { rows: [line] = [], unread = [] } = answer.value ?? {}
    if (line?.kind !== 'miss' || line.text !== typed.value.trim()) return undefined
    if (unread.length === 0) return missWords(line)
    const not = t('{count, plural, one {# project was} other {# projects were}} not read.', {
      count: unread.length,
    })
    return `${missWords(line)} ${not}`
  })
}

const fieldWords: Readonly<Record<SearchField, string>> = {
  label: '',
  domain: t('domain'),
  id: t('id'),
  'client-id': t('client ID'),
  issuer: t('issuer'),
  mapper: t('mapper'),
}

/** Says by what a row was found; empty where its name says it. */
export const foundBy = (field: SearchField): string => fieldWords[field]

/** What a row is: `organization in Globex`, `connection of Acme in Globex`. */
export function whatItIs({ kind, organization }: SearchTarget, project: string): string {
  const places = { organization: organization ?? '', project }
  if (kind === 'organization') {
    return organization
      ? t('organization of {organization} in {project}', places)
      : t('organization in {project}', places)
  }
  if (kind === 'scim-client') {
    return organization
      ? t('SCIM client of {organization} in {project}', places)
      : t('SCIM client in {project}', places)
  }
  return organization
    ? t('connection of {organization} in {project}', places)
    : t('connection in {project}', places)
}
