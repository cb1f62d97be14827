import { appError } from '../../../../../src/core/errors/app-error'
import type { DraftPlan, DraftPublished } from '../../../../../src/core/ipc/publish'
import type { ProjectId } from '../../../../../src/core/model/project-id'

export const ids = {
  staging: '00000000-0000-4000-8000-000000000001',
  production: '00000000-0000-4000-8000-000000000002',
}
export const projects = [
  { id: ids.staging, name: 'Staging', environment: 'staging', slug: 'calm-one' },
  { id: ids.production, name: 'Production', environment: 'production', slug: 'brave-two' },
] as const

export const planOf = (projectId: string, harmed: string[] = []): DraftPlan => {
  const { environment, slug } = projects.find(({ id }) => id === projectId) ?? projects[0]
  return {
    projectId: projectId as ProjectId,
    environment,
    changes: 1,
    heldBack: 0,
    errors: 0,
    warnings: 0,
    conflicts: 0,
    missingSecrets: 0,
    requests: 1,
    summary: '',
    mappers: [],
    confirmation: {
      isProduction: environment === 'production',
      harmed,
      summary: 'Nobody’s sign-in changes.',
      lines: {
        first: harmed.map((domain) => ({
          id: domain,
          kind: 'locked-out',
          subject: domain,
          words: `${domain}: locked out`,
        })),
        more: 0,
      },
      deleted: { first: [], more: 0 },
      toTell: { first: [], more: 0 },
    },
    shown: `plan of ${slug}`,
    told: `told of ${slug}`,
  }
}

export const published = (projectId: string, kind: DraftPublished['kind'] = 'published') => ({
  projectId,
  kind,
  ...(kind === 'published'
    ? { end: { publishId: projectId, requests: 1, warnings: [], dropped: [], stayed: 0 } }
    : {}),
  ...(kind === 'failed' ? { error: appError('api.unavailable', 'Try later') } : {}),
})
