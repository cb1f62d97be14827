import { mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { emptyDraft } from '../../../../../src/core/draft/draft'
import type { AppState } from '../../../../../src/core/ipc/app-state'
import { toMapperUrl } from '../../../../../src/core/model/mapper-text'
import MapperScreen from '../../../../../src/renderer/features/mapper/MapperScreen.vue'
import { useCatalogStore } from '../../../../../src/renderer/stores/catalog'
import { useDraftStore } from '../../../../../src/renderer/stores/draft'
import { useSessionStore } from '../../../../../src/renderer/stores/session'
import { useUiStore } from '../../../../../src/renderer/stores/ui'
import { connection, snapshotOf } from '../../../../support/snapshots'

/** The lab on the mapper of a project's only connection, which is one of Google's. */
export function showLab(text: string, more: Record<string, string> = {}) {
  setActivePinia(createPinia())
  const snapshot = snapshotOf({
    oidc: [connection('a', { mapper_url: toMapperUrl(text), provider: 'google', ...more })],
  })
  useSessionStore().state = {
    workspaces: [],
    platform: 'linux',
    settings: { theme: 'system', columns: {} },
  } as unknown as AppState
  const catalog = useCatalogStore()
  const drafts = useDraftStore()
  catalog.projectId = snapshot.summary.id
  catalog.setSnapshot(snapshot)
  drafts.draft = emptyDraft(snapshot.summary.id, snapshot.revisionId)
  useUiStore().openMapper('oidc:a')
  return { drafts, wrapper: mount(MapperScreen, { attachTo: document.body }) }
}
