import { appError } from '../../../../../src/core/errors/app-error'
import type { BulkPublished, BulkPublishPlan } from '../../../../../src/core/ipc/bulk'
import type { ProjectId } from '../../../../../src/core/model/project-id'

export const ids = {
  staging: '00000000-0000-4000-8000-000000000001',
  production: '00000000-0000-4000-8000-000000000002',
}
export const projects = [
  { id: ids.staging, name: 'Staging', environment: 'staging', slug: 'calm-one' },
  { id: ids.production, name: 'Production', environment: 'production', slug: 'brave-two' },
] as const

/** 1,500 connections of staging and one of production. */
export const entities = [
  ...Array.from({ length: 1500 }, (_, index) => ({
    projectId: ids.staging,
    key: `oidc:c${index}`,
    name: `Connection ${index}`,
    about: 'Generic',
  })),
  { projectId: ids.production, key: 'oidc:p', name: 'In production', about: 'Generic' },
]

export const rows = [
  {
    id: `${ids.staging} oidc:c1`,
    projectId: ids.staging,
    target: { kind: 'connection', key: 'oidc:c1' },
    name: 'Connection 1',
    before: 'openid',
    after: 'openid, groups',
    warnings: ['A warning'],
  },
  {
    id: `${ids.staging} oidc:c2`,
    projectId: ids.staging,
    target: { kind: 'connection', key: 'oidc:c2' },
    name: 'Connection 2',
    before: 'openid',
    after: 'openid',
    leftOut: { reason: 'draft-edit', why: 'The draft removes “groups”' },
    warnings: [],
  },
]

export const planOf = (projectId: string, harmed: string[] = []): BulkPublishPlan => {
  const { environment, slug } = projects.find(({ id }) => id === projectId) ?? projects[0]
  return {
    projectId: projectId as ProjectId,
    environment,
    changes: 1,
    heldBack: 0,
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

export const published = (projectId: string, kind: BulkPublished['kind'] = 'published') => ({
  projectId,
  kind,
  ...(kind === 'published'
    ? { end: { publishId: projectId, requests: 1, warnings: [], dropped: [], stayed: 0 } }
    : {}),
  ...(kind === 'failed' ? { error: appError('api.unavailable', 'Try later') } : {}),
})
