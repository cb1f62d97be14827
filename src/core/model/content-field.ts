import { z } from 'zod'

/** Fields of a connection whose value is a text or its address. */
export const contentFieldSchema = z.enum(['mapper_url', 'raw_idp_metadata_xml'])
export type ContentField = z.infer<typeof contentFieldSchema>
