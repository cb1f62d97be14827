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
