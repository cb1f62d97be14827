import { z } from 'zod'

/** Strict schemas of all IDs that a page may send. They check the form; existence is checked at look-up. */

/** Server and Ory's project ID. */
export { projectIdSchema } from '../model/project-id'
/** Also part of a file name. */
export const workspaceIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/)
export const organizationIdSchema = z.uuid()
export const portalLinkIdSchema = z.uuid()
export const hostIdSchema = z.uuid()
export const publishIdSchema = z.uuid()
export const trashIdSchema = z.uuid()
export const secretReferenceSchema = z.uuid()
/** A file, run or folder reading of this session. */
export const sessionIdSchema = z.uuid()

/** `oidc:ID`, `saml:ID`, or `new:UUID` for one that exists only in the draft. */
export const connectionKeySchema = z
  .string()
  .max(400)
  .regex(/^(?:oidc|saml|new):\P{Cc}*$/u)
/** A connection key, `scim:` and a SCIM client's key, or `own:` and the input kind of an unattached mapper. */
export const mapperOwnerKeySchema = z
  .string()
  .max(400)
  .regex(/^(?:oidc|saml|new|scim|own):\P{Cc}*$/u)
/** Key of an organization, connection or method, or of a history step. */
export const entityKeySchema = z
  .string()
  .max(400)
  .regex(/^\P{Cc}+$/u)
/** Kind and both keys of a compared entity. */
export const comparedIdSchema = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}+$/u)
export const findingIdSchema = z
  .string()
  .max(2000)
  .regex(/^\P{Cc}+$/u)
export const bulkRowIdSchema = z
  .string()
  .max(500)
  .regex(/^\P{Cc}+$/u)
export const identitySchemaIdSchema = z
  .string()
  .max(1000)
  .regex(/^\P{Cc}+$/u)
/** SHA-512 of the mapper's text, or its address, which may be any text in a project. */
export const mapperIdSchema = z.string().min(1).max(2_000_000)
export const mapperHashSchema = z.string().regex(/^[0-9a-f]{128}$/)
/** File name of a case: no folder, no drive, not hidden. */
export const caseIdSchema = z.string().regex(/^[^./\\:\p{Cc}][^/\\:\p{Cc}]{0,190}\.case\.json$/u)
export const callIdSchema = z
  .string()
  .max(100)
  .regex(/^\P{Cc}+$/u)
/** Name of a project, pair or mapper in a team folder. */
export const teamNameSchema = z
  .string()
  .max(200)
  .regex(/^\P{Cc}+$/u)
