import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { AppError } from '../../../core/errors/app-error'
import type { NewPortalLink, PortalHost, PortalLink } from '../../../core/ipc/portal-links'
import { t } from '../../../core/language/translate'
import { request } from '../../bridge/request'
import { mayBeDone } from './portal-links-view'
import { useProject } from '../../project/use-project'
import type { ProjectId } from '../../../core/model/project-id'

/** What a person typed to confirm a write in production. */
export interface Confirmation {
  readonly confirmedSlug?: string
}

/** The portal links of an organization: read, and changed by requests of their own. */
export function usePortalLinks(at: { projectId: ProjectId; organizationId: string }) {
  const project = useProject()
  const links = shallowRef<readonly PortalLink[]>()
  const hosts = shallowRef<readonly PortalHost[]>([])
  const reading = ref(false)
  const sending = ref(false)
  const readError = shallowRef<AppError>()
  /** Error of the last request; `said` has what else is known about it. */
  const error = shallowRef<AppError>()
  const said = ref('')
  /** Address of the link just made: a secret, kept nowhere but here and for as long as it is shown. */
  const madeUrl = ref<string>()
  const controller = new AbortController()

  async function read(): Promise<void> {
    reading.value = true
    const result = await request('portal-link.list', at, { signal: controller.signal })
    if (controller.signal.aborted) return
    reading.value = false
    readError.value = result.ok ? undefined : result.error
    if (!result.ok) return
    links.value = result.value.links
    hosts.value = result.value.hosts
  }

  function begin(): void {
    sending.value = true
    error.value = undefined
    said.value = ''
  }

  /** The known environment or slug may be outdated: the project is read again, and then asks for its slug. */
  function fail(found: AppError): void {
    error.value = found
    if (found.code !== 'guard.slug' || found.subject === undefined) return
    said.value = t(
      'The project is now in production, or its slug has changed. It is being ' +
        'read again: then try once more.',
    )
    void project.refresh()
  }

  /** After a lost answer only the list tells whether the link exists; the request is not repeated. */
  async function lookForLost(before: ReadonlySet<string>): Promise<void> {
    await read()
    if (readError.value) {
      said.value = t(
        'It is not known whether it was created: read the list again before you ' +
          'create another.',
      )
      return
    }
    const isNew = (links.value ?? []).some(({ id }) => !before.has(id))
    said.value = isNew
      ? t('It was created; copy it from the list.')
      : t('It is not in the list. Read the list again in a moment before you create another.')
  }

  /** @returns whether it certainly exists. */
  async function create(link: NewPortalLink, slug: Confirmation): Promise<boolean> {
    begin()
    madeUrl.value = undefined
    const before = new Set((links.value ?? []).map(({ id }) => id))
    const result = await request('portal-link.create', { ...at, ...slug, link })
    if (result.ok) {
      // The answer counts, not a list that may lag behind it.
      const { link: made, url } = result.value
      links.value = [made, ...(links.value ?? []).filter(({ id }) => id !== made.id)]
      madeUrl.value = controller.signal.aborted ? undefined : url
      said.value = t('The link was created.')
    } else {
      fail(result.error)
      if (mayBeDone(result.error)) await lookForLost(before)
    }
    sending.value = false
    return result.ok
  }

  async function extend(link: PortalLink, expiresAt: string, slug: Confirmation): Promise<boolean> {
    begin()
    const { id, enableSso, enableScim } = link
    const input = { ...at, ...slug, linkId: id, enableSso, enableScim, expiresAt }
    const result = await request('portal-link.update', input)
    if (result.ok) {
      const changed = result.value
      links.value = (links.value ?? []).map((item) => (item.id === id ? changed : item))
      said.value = t('The link was extended.')
    } else {
      fail(result.error)
      if (mayBeDone(result.error)) await read()
    }
    sending.value = false
    return result.ok
  }

  async function remove({ id }: PortalLink, slug: Confirmation): Promise<boolean> {
    begin()
    const result = await request('portal-link.delete', { ...at, ...slug, linkId: id })
    if (result.ok) {
      links.value = (links.value ?? []).filter((item) => item.id !== id)
      madeUrl.value = undefined
      said.value = t('The link was deleted and no longer opens.')
    } else {
      fail(result.error)
      if (mayBeDone(result.error)) await read()
    }
    sending.value = false
    return result.ok
  }

  async function copy({ id }: PortalLink): Promise<void> {
    error.value = undefined
    said.value = ''
    const result = await request('portal-link.copy', { ...at, linkId: id })
    if (result.ok) said.value = t('The link was copied. It is cleared from the clipboard in 60 s.')
    else error.value = result.error
  }

  onBeforeUnmount(() => {
    controller.abort()
    madeUrl.value = undefined
  })
  return {
    links,
    hosts,
    reading,
    sending,
    readError,
    error,
    said,
    madeUrl,
    read,
    create,
    extend,
    remove,
    copy,
  }
}
