import { join } from 'node:path'
import { intentOf, isNewKey, type Intents } from '../core/intents/intents'
import { keyOfTarget } from '../core/mapper/owners/owners'
import { connectionKey } from '../core/model/connection'
import { casePath } from '../core/team-folder/paths'
import type { ProjectInFolder } from '../main/services/team-folder-files'
import type { ReviewForm } from './review-form'
import { testCases } from './test-command'

type ChangeForm = ReviewForm['changes'][number]

/** By what a project's file names the owner of a mapper; `undefined` for what has none. */
function ownerOf({ kind, key }: ChangeForm, intents: Intents): string | undefined {
  if (kind !== 'connection' && kind !== 'scim-client') return undefined
  if (!isNewKey(key)) return keyOfTarget({ kind, key })
  const made = intentOf(intents, { kind, key })
  const id = made?.fields[kind === 'connection' ? 'id' : 'client_id']?.to
  if (typeof id !== 'string') return undefined
  return kind === 'connection'
    ? connectionKey(made?.protocol ?? 'oidc', id)
    : keyOfTarget({ kind, key: id })
}

/**
 * A review with what the saved cases of changed mappers say, run in the engine that Ory uses. The window asks where some
 * fail, and publishes all the same.
 */
export async function withCases(
  form: ReviewForm,
  intents: Intents,
  { uses, files }: ProjectInFolder,
): Promise<ReviewForm> {
  const { root, folder } = files
  function casesOf(change: ChangeForm): string[] {
    const isChanged = change.fields.some(({ field }) => field === 'mapper_url')
    const owner = isChanged && change.status !== 'deleted' ? ownerOf(change, intents) : undefined
    const name = owner === undefined ? undefined : uses.get(owner)
    if (name === undefined) return []
    const cases = folder.mappers.get(name)?.cases ?? []
    return cases.map(({ id }) => join(root, casePath(name, id)))
  }
  const wanted = form.changes.map(casesOf)
  const paths = [...new Set(wanted.flat())]
  if (paths.length === 0) return form
  const tested = new Map((await testCases(paths, [root])).map((each) => [each.file, each]))
  const changes = form.changes.map((change, at): ChangeForm => {
    const own = (wanted[at] ?? []).flatMap((path) => tested.get(path) ?? [])
    if (own.length === 0) return change
    const failed = own.filter(({ pass }) => !pass).map(({ name }) => name)
    return { ...change, cases: { passed: own.length - failed.length, failed } }
  })
  return { ...form, changes }
}
