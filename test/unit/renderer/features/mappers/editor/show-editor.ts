import { mount } from '@vue/test-utils'
import type { AppState } from '../../../../../../src/core/ipc/app-state'
import { toMapperUrl } from '../../../../../../src/core/model/mapper-text'
import MapperScreen from '../../../../../../src/renderer/features/mappers/editor/MapperScreen.vue'
import { useAppStore } from '../../../../../../src/renderer/stores/app'
import { connection, snapshotOf } from '../../../../../support/states/snapshots'
import { showProject, shownProject } from '../../../../../support/page/project'

/** The mapper editor on the mapper of a project's only connection, which is one of Google's. */
export function showEditor(text: string, more: Record<string, string> = {}) {
  const snapshot = snapshotOf({
    oidc: [connection('a', { mapper_url: toMapperUrl(text), provider: 'google', ...more })],
  })
  useAppStore().state = {
    workspaces: [],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
  } as unknown as AppState
  const project = showProject(snapshot)
  shownProject().place.openMapper('oidc:a')
  return { project, wrapper: mount(MapperScreen, { attachTo: document.body }) }
}
