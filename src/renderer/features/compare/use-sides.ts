import { computed, ref, watch } from 'vue'
import type { CompareSource } from '../../../core/ipc/compare'
import type { PublishSummary } from '../../../core/history/publish-history'
import type { Choice } from '../../components/controls/ChoiceField.vue'
import { environmentLooks } from '../../components/marks/environments'
import { timeText } from '../../composables/time-words'
import { request } from '../../bridge/request'
import { useAppStore } from '../../stores/app'
import { useProjectsStore } from '../../stores/projects'
import { useTeamFoldersStore } from '../../stores/team-folders'
import { useCompareStore, type ShownSide, type SideName } from './compare-store'
import { useTeamStore } from './team-store'
import { standingWords } from './team-words'
import { t } from '../../../core/language/translate'
import { isProjectId, type ProjectId } from '../../../core/model/project-id'

const newFile = 'file'
const fileValue = (fileId: string) => `file ${fileId}`
const folderValue = (workspaceId: string) => `folder ${workspaceId}`
/** Stands for the whole team folder; no project in it is named by a star. */
const wholeFolder = '*'

export function useSide(side: SideName) {
  const app = useAppStore()
  const projects = useProjectsStore()
  const compare = useCompareStore()
  const team = useTeamStore()
  const folders = useTeamFoldersStore()
  const publishes = ref<readonly PublishSummary[]>([])
  const source = computed(() => (side === 'left' ? compare.left : compare.right))
  const projectId = computed(() =>
    source.value?.kind === 'project' ? source.value.projectId : undefined,
  )
  const project = computed(() => projectId.value && app.projectById(projectId.value))

  const places = computed<Choice[]>(() => [
    ...app.projects
      .filter(({ state }) => state !== 'deleted')
      .map(({ id, name, environment, workspaceId }) => ({
        value: id,
        label: name,
        detail: `${environmentLooks[environment].word}, ${app.workspaceById(workspaceId)?.name ?? ''}`,
      })),
    ...app.workspaces.map(({ id, name }) => ({
      value: folderValue(id),
      label: t('Team folder of {workspace}', { workspace: name }),
      detail: folders.of(id)?.folder ?? t('none is chosen yet'),
    })),
    ...[...compare.files].map(([fileId, name]) => ({ value: fileValue(fileId), label: name })),
    {
      value: newFile,
      label: t('A set-up file…'),
      detail: t('exported by this app or by the Ory CLI'),
    },
  ])
  const folder = computed(() => {
    const shown = source.value
    return shown?.kind === 'folder' || shown?.kind === 'whole-folder' ? shown : undefined
  })
  const place = computed(() => {
    if (folder.value) return folderValue(folder.value.workspaceId)
    return source.value?.kind === 'file' ? fileValue(source.value.fileId) : projectId.value
  })
  const inFolder = computed(() =>
    team.workspaceId === folder.value?.workspaceId
      ? team.rows.filter(({ item, standing }) => item.kind === 'project' && standing !== 'only-app')
      : [],
  )
  // The list of what a folder holds has to be read before one of it can be chosen.
  watch(
    () => folder.value?.workspaceId,
    (workspaceId) => {
      if (workspaceId !== undefined && team.workspaceId !== workspaceId) void team.show(workspaceId)
    },
    { immediate: true },
  )

  const folderStates = (): Choice[] => [
    { value: wholeFolder, label: t('All that it holds') },
    ...inFolder.value.map((row) => ({
      value: row.item.name,
      label: row.label,
      detail: standingWords(row).text,
    })),
  ]

  const states = computed<Choice[]>(() => {
    if (folder.value) return folderStates()
    const id = projectId.value
    if (id === undefined) return []
    const changes = projects.countOf(id)
    return [
      { value: 'server', label: t('On the server') },
      {
        value: 'draft',
        label: t('With its draft'),
        detail:
          changes === 0
            ? t('no changes')
            : t('{count, plural, one {# change} other {# changes}}', { count: changes }),
      },
      ...publishes.value.map(({ id: publishId, startedAt, why, labels }) => ({
        value: `before ${publishId}`,
        label: t('Before {time}', { time: timeText(startedAt) }),
        detail: why?.summary || labels.join(', '),
      })),
    ]
  })
  const state = computed(() => {
    if (folder.value) return folder.value.kind === 'folder' ? folder.value.name : wholeFolder
    if (source.value?.kind !== 'project') return undefined
    const { state: chosen, publishId } = source.value
    return chosen === 'before' ? `before ${publishId ?? ''}` : chosen
  })

  async function choosePlace(value: string): Promise<void> {
    if (value === newFile) await compare.chooseFile(side)
    else if (value.startsWith('folder ')) {
      compare.choose(side, { kind: 'whole-folder', workspaceId: value.slice('folder '.length) })
    } else if (value.startsWith('file ')) {
      compare.choose(side, { kind: 'file', fileId: value.slice('file '.length) })
    } else if (isProjectId(value)) {
      compare.choose(side, { kind: 'project', projectId: value, state: 'server' })
    }
  }

  function chooseInFolder(workspaceId: string, name: string): void {
    if (name === wholeFolder) return compare.choose(side, { kind: 'whole-folder', workspaceId })
    const row = inFolder.value.find(({ item }) => item.name === name)
    compare.chooseFolderProject({ workspaceId, name }, row?.projectId)
  }

  function chooseState(value: string): void {
    if (folder.value) return chooseInFolder(folder.value.workspaceId, value)
    const id = projectId.value
    if (id === undefined) return
    const base = { kind: 'project', projectId: id } as const
    const next: CompareSource =
      value === 'draft' || value === 'server'
        ? { ...base, state: value }
        : { ...base, state: 'before', publishId: value.slice('before '.length) }
    compare.choose(side, next)
  }

  watch(
    projectId,
    async (id) => {
      publishes.value = []
      if (id === undefined) return
      const listed = await request('publish-history.list', { projectId: id })
      if (listed.ok && projectId.value === id) publishes.value = listed.value
    },
    { immediate: true },
  )

  return { source, project, places, place, states, state, choosePlace, chooseState }
}

/** Puts staging beside production when nothing was chosen yet: what most come for. */
export function useFirstSides(): void {
  const app = useAppStore()
  const projects = useProjectsStore()
  const compare = useCompareStore()
  const shown = projects.current?.projectId
  if (compare.left || compare.right || shown === undefined) return
  const own = app.projectById(shown)
  const others = app.projects.filter(
    ({ id, workspaceId, state }) =>
      id !== shown && workspaceId === own?.workspaceId && state !== 'deleted',
  )
  const isFirst = own?.environment !== 'production'
  const wanted = isFirst ? 'production' : 'staging'
  const other = others.find(({ environment }) => environment === wanted)?.id
  const sourceOf = (id: ProjectId | undefined): CompareSource | undefined =>
    id === undefined ? undefined : { kind: 'project', projectId: id, state: 'server' }
  compare.choose('left', sourceOf(isFirst ? shown : other))
  compare.choose('right', sourceOf(isFirst ? other : shown))
}

export function useLostSides(): void {
  const app = useAppStore()
  const compare = useCompareStore()

  function isLost(side: ShownSide | undefined): boolean {
    // Before they are read, projects are not known to be gone.
    if (!app.state) return false
    switch (side?.kind) {
      case 'project':
        return app.projectById(side.projectId) === undefined
      case 'folder':
      case 'whole-folder':
        return app.workspaceById(side.workspaceId) === undefined
      case 'file':
      case undefined:
        return false
    }
  }
  watch(
    () => [isLost(compare.left), isLost(compare.right)],
    ([left, right]) => {
      if (left) compare.choose('left', undefined)
      if (right) compare.choose('right', undefined)
      if (!left && !right) return
      compare.said = t('What was compared is no longer connected here. Choose another side.')
    },
    { immediate: true },
  )
}
