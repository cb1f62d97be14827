import { z } from 'zod'

export const organizationSchema = z.looseObject({
  id: z.string(),
  label: z.string(),
  domains: z.array(z.string()).nullable(),
})
export type WireOrganization = z.infer<typeof organizationSchema>

/** Wrapped, unlike the answers to create and update. */
export const getOrganizationResponseSchema = z.looseObject({ organization: organizationSchema })

export const listOrganizationsResponseSchema = z.looseObject({
  organizations: z.array(organizationSchema).nullable(),
  next_page_token: z.string().nullish(),
  has_next_page: z.boolean().nullish(),
})
