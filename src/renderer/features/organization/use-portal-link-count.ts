import { onBeforeUnmount, ref } from 'vue'
import { request } from '../../bridge/request'
import { useProject } from '../../project/use-project'
import { t } from '../../../core/language/translate'

export type PortalLinkCount =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly count: number }
  | { readonly kind: 'unknown' }

/** Looks up how many portal links hang on an organization, when it is to be deleted. */
export function usePortalLinkCount() {
  const project = useProject()
  const links = ref<PortalLinkCount>({ kind: 'not-asked' })
  let running: AbortController | undefined

  function forget(): void {
    running?.abort()
    running = undefined
    links.value = { kind: 'not-asked' }
  }

  async function look(organizationId: string): Promise<void> {
    const { projectId } = project
    forget()
    const controller = new AbortController()
    running = controller
    links.value = { kind: 'asking' }
    const { signal } = controller
    const result = await request('portal-link.list', { projectId, organizationId }, { signal })
    if (signal.aborted) return
    // A plan without portal links has none that could be lost.
    const none = !result.ok && result.error.code === 'api.feature-not-available'
    if (result.ok) links.value = { kind: 'known', count: result.value.links.length }
    else links.value = none ? { kind: 'known', count: 0 } : { kind: 'unknown' }
  }

  onBeforeUnmount(() => running?.abort())
  return { links, look, forget }
}

/** What happens to the portal links, in a sentence. */
export function portalLinksText(links: PortalLinkCount): string | undefined {
  switch (links.kind) {
    case 'not-asked':
      return undefined
    case 'asking':
      return t('Its portal links are being looked up.')
    case 'unknown':
      return t('Its portal links could not be looked up; if it has any, they are deleted with it.')
    case 'known':
      if (links.count === 0) return t('It has no portal links.')
      return t(
        '{count, plural, one {Its portal link is deleted with it and stops working.} ' +
          'other {Its # portal links are deleted with it and stop working.}}',
        { count: links.count },
      )
  }
}
