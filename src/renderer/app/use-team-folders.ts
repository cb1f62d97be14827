import { useEventListener } from '@vueuse/core'
import { onMounted, onScopeDispose, watch } from 'vue'
import { subscribe } from '../bridge/request'
import { useAppStore } from '../stores/app'
import { useTeamFoldersStore } from '../stores/team-folders'

/** Keeps what is known of the team folders as they are: main watches them, and a system that tells nothing is asked. */
export function useTeamFolders(): void {
  const app = useAppStore()
  const folders = useTeamFoldersStore()
  const refresh = () => void folders.refresh()
  onMounted(() => requestIdleCallback(refresh))
  watch(() => app.workspaces.length, refresh)
  useEventListener(window, 'focus', refresh)
  onScopeDispose(subscribe('team.changed', refresh))
}
